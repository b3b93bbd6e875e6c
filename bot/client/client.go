// Package client is the one HTTP client through which the bot speaks to the Bot
// API. The library builds and decodes the calls; this package carries them over
// connections that stay open, turns every refusal and every network fault into
// an error that says what to do next, and keeps the token out of all of them.
// The call getUpdates is its own, because an update may be confirmed only after
// it has been stored.
package client

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"path"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"github.com/go-telegram/bot"
)

// DefaultURL is the address of Telegram's public Bot API server.
const DefaultURL = "https://api.telegram.org"

const (
	callTimeout = time.Minute // any call but getUpdates, an upload of a few megabytes included
	maxAnswer   = 32 << 20    // bytes; a hundred updates stay far below
)

// ErrToken is returned by [New] for a token that does not have the form of Telegram's tokens.
var ErrToken = errors.New("the bot token does not have the form 123456:ABC…")

var tokenForm = regexp.MustCompile(`^\d+:[\w-]{30,}$`)

// ValidToken reports whether s has the form of a bot token: the bot's number, a
// colon, 30 or more letters, digits, _ and -.
func ValidToken(s string) bool { return tokenForm.MatchString(s) }

var tokenInside = regexp.MustCompile(`\d+:[\w-]{30,}`)

// WithoutToken is a text with *** in place of all that has the form of a bot token.
func WithoutToken(s string) string { return tokenInside.ReplaceAllString(s, "***") }

// A Client calls the Bot API as one bot. It is safe for concurrent use, and printing it never shows
// the token.
type Client struct {
	url      string // of the Bot API server
	api      func() (*bot.Bot, error)
	endpoint func(method string) string
	redact   func(string) string
	scrub    func([]byte) []byte
	send     *http.Transport
	poll     *http.Transport
	ahead    *atomic.Int64 // as a time.Duration
}

// New returns a client for the bot of the given token. Calls go to
// baseURL/bot<token>/<method>; an empty baseURL means DefaultURL. It keeps a few
// more connections open than there are senders. The error is ErrToken or says
// what is wrong with the address.
func New(baseURL, token string, senders int) (*Client, error) {
	if !ValidToken(token) {
		return nil, ErrToken
	}
	if baseURL == "" {
		baseURL = DefaultURL
	}
	u, err := url.Parse(baseURL)
	if err != nil {
		return nil, fmt.Errorf("address of the Bot API: %w", err)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("address of the Bot API: %q is not of the form https://host", u.Redacted())
	}
	root := strings.TrimRight(baseURL, "/") + "/bot" + token + "/"
	_, secret, _ := strings.Cut(token, ":")
	c := &Client{
		url:      baseURL,
		endpoint: func(method string) string { return root + method },
		redact:   func(s string) string { return strings.ReplaceAll(s, secret, "***") },
		scrub:    func(b []byte) []byte { return replaceAll(b, []byte(secret), []byte("***")) },
		send:     transport(senders + 4),
		poll:     transport(2),
		ahead:    new(atomic.Int64),
	}
	c.api = func() (*bot.Bot, error) {
		return bot.New(token, bot.WithSkipGetMe(), bot.WithServerURL(baseURL), bot.WithHTTPClient(callTimeout, c))
	}
	return c, nil
}

// URL is the address of the Bot API server.
func (c *Client) URL() string { return c.url }

// API is go-telegram/bot's client for the same bot, over the same connections.
func (c *Client) API() (*bot.Bot, error) {
	b, err := c.api()
	if err != nil {
		return nil, fmt.Errorf("make Bot API client: %w", err)
	}
	return b, nil
}

// replaceAll is bytes.ReplaceAll without a copy in the usual case that there is nothing to replace.
func replaceAll(b, old, with []byte) []byte {
	if !bytes.Contains(b, old) {
		return b
	}
	return bytes.ReplaceAll(b, old, with)
}

func transport(conns int) *http.Transport {
	dialer := &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         dialer.DialContext,
		ForceAttemptHTTP2:   true,
		TLSHandshakeTimeout: 5 * time.Second,
		MaxIdleConns:        conns,
		MaxIdleConnsPerHost: conns,
		MaxConnsPerHost:     conns,
		IdleConnTimeout:     90 * time.Second,
	}
}

// Ahead is how far this machine's clock was ahead of the server's at the last answer that had a
// Date header. It is precise to a second and the time of travel; 0 if no answer had one.
func (c *Client) Ahead() time.Duration { return time.Duration(c.ahead.Load()) }

// CloseIdleConnections closes the connections without a call under way.
func (c *Client) CloseIdleConnections() {
	c.send.CloseIdleConnections()
	c.poll.CloseIdleConnections()
}

// Do makes one call for the library, whose HttpClient a Client is. It returns a
// response only if the Bot API said ok; a refusal is an *APIError, a network
// fault a *NetError. A call that gets no answer within a minute is cancelled.
func (c *Client) Do(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
	defer cancel()
	resp, body, err := c.exchange(ctx, c.send, r)
	if err != nil {
		return nil, err
	}
	if err := refusal(methodOf(r), resp, body, c.redact); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// exchange sends r and reads the whole answer. It uses the transport directly:
// http.Client would follow redirects, and its errors quote the address, which
// contains the token.
func (c *Client) exchange(ctx context.Context, t *http.Transport, r *http.Request) (*http.Response, []byte, error) {
	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	resp, err := t.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, nil, c.netError(methodOf(r), connected.Load(), err)
	}
	body, err := readAnswer(resp)
	if err != nil {
		return nil, nil, c.netError(methodOf(r), true, err)
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		c.ahead.Store(int64(time.Since(date)))
	}
	return resp, c.scrub(body), nil
}

func readAnswer(resp *http.Response) ([]byte, error) {
	defer resp.Body.Close()
	var buf bytes.Buffer
	if n := resp.ContentLength; n > 0 && n < maxAnswer {
		buf.Grow(int(n) + bytes.MinRead)
	}
	_, err := buf.ReadFrom(io.LimitReader(resp.Body, maxAnswer))
	return buf.Bytes(), err
}

// netError keeps err for errors.Is and errors.As, unless its text quotes the
// token, as the error for a malformed answer may.
func (c *Client) netError(method string, sent bool, err error) error {
	if text := err.Error(); c.redact(text) != text {
		err = errors.New(c.redact(text))
	}
	return &NetError{Method: method, Sent: sent, Err: err}
}

// methodOf returns the Bot API method that r calls.
func methodOf(r *http.Request) string { return path.Base(r.URL.Path) }
