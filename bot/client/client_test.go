package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot"
	"github.com/google/go-cmp/cmp"

	"ikmbot/bot/client"
)

const (
	secret = "AAbbCCddEEffGGhhIIjjKKllMMnnOOpp_-1"
	token  = "7654321:" + secret
)

// caller returns the library's bot and our client, both for the server at address.
func caller(t *testing.T, address string) (*bot.Bot, *client.Client) {
	t.Helper()
	c, err := client.New(address, token, 2)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	b, err := bot.New(token, bot.WithSkipGetMe(), bot.WithServerURL(address), bot.WithHTTPClient(time.Minute, c))
	if err != nil {
		t.Fatal(err)
	}
	return b, c
}

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// listen serves every connection by raw, for faults that no HTTP server commits.
func listen(t *testing.T, raw func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				raw(conn)
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

func send(b *bot.Bot) error {
	_, err := b.SendMessage(context.Background(), &bot.SendMessageParams{ChatID: int64(5), Text: "halo"})
	return err
}

// noToken fails if any way of printing v shows the token's secret part.
func noToken(t *testing.T, v any) {
	t.Helper()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if text := fmt.Sprintf(verb, v); strings.Contains(text, secret) {
			t.Errorf("%s shows the token: %s", verb, text)
		}
	}
	if err, ok := v.(error); ok && errors.Unwrap(err) != nil {
		noToken(t, errors.Unwrap(err))
	}
}

func TestValidToken(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		token:                                true,
		"1:" + strings.Repeat("a", 30):       true,
		"1:" + strings.Repeat("a", 29):       false,
		token + "\n":                         false,
		"x" + token:                          false,
		"7654321":                            false,
		"7654321:" + strings.Repeat("%", 35): false,
		"":                                   false,
	} {
		if got := client.ValidToken(text); got != want {
			t.Errorf("ValidToken(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestNew(t *testing.T) {
	t.Parallel()
	t.Run("refuses a mistaken token and does not repeat it", func(t *testing.T) {
		t.Parallel()
		_, err := client.New("", token+"\n", 1)
		if !errors.Is(err, client.ErrToken) {
			t.Errorf("got %v, want ErrToken", err)
		}
		noToken(t, err)
	})
	for _, address := range []string{"api.telegram.org", "ftp://host", "https://", "http://a:b@host", "http://host?x=1", "http://ho st", "%"} {
		t.Run("refuses the address "+address, func(t *testing.T) {
			t.Parallel()
			_, err := client.New(address, token, 1)
			if err == nil {
				t.Fatal("accepted")
			}
			noToken(t, err)
		})
	}
	t.Run("prints without the token", func(t *testing.T) {
		t.Parallel()
		c, err := client.New("", token, 1)
		if err != nil {
			t.Fatal(err)
		}
		noToken(t, c)
		noToken(t, *c)
	})
}

func TestClient_Do(t *testing.T) {
	t.Parallel()
	t.Run("hands over what the Bot API answers", func(t *testing.T) {
		t.Parallel()
		b, _ := caller(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
			if want := "/bot" + token + "/sendMessage"; r.URL.Path != want {
				t.Errorf("called %s", r.URL.Path)
			}
			if r.ContentLength <= 0 || r.FormValue("text") != "halo" {
				t.Errorf("length %d, text %q", r.ContentLength, r.FormValue("text"))
			}
			io.WriteString(w, `{"ok":true,"result":{"message_id":9,"chat":{"id":5,"type":"private"},"date":1}}`)
		}))
		m, err := b.SendMessage(context.Background(), &bot.SendMessageParams{ChatID: int64(5), Text: "halo"})
		if err != nil || m.ID != 9 {
			t.Errorf("message %v, error %v", m, err)
		}
	})
	t.Run("understands ok behind other keys", func(t *testing.T) {
		t.Parallel()
		b, _ := caller(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, ` { "result": true, "ok": true } `)
		}))
		if ok, err := b.DeleteMyCommands(context.Background(), &bot.DeleteMyCommandsParams{}); err != nil || !ok {
			t.Errorf("got %v, error %v", ok, err)
		}
	})
	t.Run("keeps its connection for the next call", func(t *testing.T) {
		t.Parallel()
		seen := map[string]bool{}
		b, _ := caller(t, serve(t, func(w http.ResponseWriter, r *http.Request) {
			seen[r.RemoteAddr] = true
			io.WriteString(w, `{"ok":true,"result":{"message_id":9}}`)
		}))
		for range 20 {
			if err := send(b); err != nil {
				t.Fatal(err)
			}
		}
		if len(seen) != 1 {
			t.Errorf("%d connections for 20 calls", len(seen))
		}
	})
}

// TestVerdict_answers goes through what a server may answer, over real HTTP and through the
// library.
func TestVerdict_answers(t *testing.T) {
	t.Parallel()
	refuse := func(code int, description string) string {
		return fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q}`, code, description)
	}
	const page = `<html>Bad gateway: POST /bot` + token + `/sendMessage</html>`
	for _, row := range []struct {
		name   string
		status int
		header http.Header
		body   string
		want   client.APIError
		next   client.Action
		wait   time.Duration
	}{
		{"a double tap", 400, nil, refuse(400, "Bad Request: message is not modified: specified new message content is the same"),
			client.APIError{Code: 400, Description: "Bad Request: message is not modified: specified new message content is the same"}, client.Done, 0},
		{"an old tap", 400, nil, refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
			client.APIError{Code: 400, Description: "Bad Request: query is too old and response timeout expired or query ID is invalid"}, client.Done, 0},
		{"unreadable markup, of which nothing is repeated", 400, nil, refuse(400, `Bad Request: can't parse entities: Unsupported start tag "ani" at byte offset 3`),
			client.APIError{Code: 400, Description: `Bad Request: can't parse entities: Unsupported start tag "…" at byte offset 3`}, client.Plain, 0},
		{"an edit of a message that is gone", 400, nil, refuse(400, "Bad Request: message to edit not found"),
			client.APIError{Code: 400, Description: "Bad Request: message to edit not found"}, client.Resend, 0},
		{"an edit that is not allowed", 400, nil, refuse(400, "Bad Request: message can't be edited"),
			client.APIError{Code: 400, Description: "Bad Request: message can't be edited"}, client.Resend, 0},
		{"a picture edited as if it were text", 400, nil, refuse(400, "Bad Request: there is no text in the message to edit"),
			client.APIError{Code: 400, Description: "Bad Request: there is no text in the message to edit"}, client.Resend, 0},
		{"an unknown chat", 400, nil, refuse(400, "Bad Request: chat not found"),
			client.APIError{Code: 400, Description: "Bad Request: chat not found"}, client.Gone, 0},
		{"any other bad request", 400, nil, refuse(400, "Bad Request: message text is empty"),
			client.APIError{Code: 400, Description: "Bad Request: message text is empty"}, client.GiveUp, 0},
		{"a blocked bot", 403, nil, refuse(403, "Forbidden: bot was blocked by the user"),
			client.APIError{Code: 403, Description: "Forbidden: bot was blocked by the user"}, client.Gone, 0},
		{"a deactivated person", 403, nil, refuse(403, "Forbidden: user is deactivated"),
			client.APIError{Code: 403, Description: "Forbidden: user is deactivated"}, client.Gone, 0},
		{"a wrong token", 401, nil, refuse(401, "Unauthorized"),
			client.APIError{Code: 401, Description: "Unauthorized"}, client.Stop, 0},
		{"an unknown method", 404, nil, refuse(404, "Not Found"),
			client.APIError{Code: 404, Description: "Not Found"}, client.GiveUp, 0},
		{"an upload too large", 413, nil, refuse(413, "Request Entity Too Large"),
			client.APIError{Code: 413, Description: "Request Entity Too Large"}, client.GiveUp, 0},
		{"a flood", 429, nil, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7","parameters":{"retry_after":7}}`,
			client.APIError{Code: 429, RetryAfter: 7 * time.Second, Description: "Too Many Requests: retry after 7"}, client.Wait, 7 * time.Second},
		{"a flood that does not say how long", 429, nil, refuse(429, "Too Many Requests"),
			client.APIError{Code: 429, Description: "Too Many Requests"}, client.Wait, time.Second},
		{"a server's fault", 500, nil, refuse(500, "Internal Server Error"),
			client.APIError{Code: 500, Description: "Internal Server Error"}, client.RetryMaybeSent, 0},
		{"a server's fault that says how long", 500, nil, `{"ok":false,"error_code":500,"description":"restart","parameters":{"retry_after":5}}`,
			client.APIError{Code: 500, RetryAfter: 5 * time.Second, Description: "restart"}, client.Wait, 5 * time.Second},
		{"a refusal that repeats the path", 400, nil, refuse(400, "no such path /bot"+token+"/sendMessage"),
			client.APIError{Code: 400, Description: "no such path /bot7654321:***/sendMessage"}, client.GiveUp, 0},
		{"a proxy's page that repeats the path", 502, nil, page,
			client.APIError{Description: "not an answer of the Bot API"}, client.RetryMaybeSent, 0},
		{"a proxy's page under a good status", 200, nil, page,
			client.APIError{Description: "not an answer of the Bot API"}, client.RetryMaybeSent, 0},
		{"a proxy that knows when", 503, http.Header{"Retry-After": {"9"}}, page,
			client.APIError{RetryAfter: 9 * time.Second, Description: "not an answer of the Bot API"}, client.Wait, 9 * time.Second},
		{"a proxy that wants a password", 401, nil, page,
			client.APIError{Description: "not an answer of the Bot API"}, client.Retry, 0},
		{"an empty answer", 200, nil, "",
			client.APIError{Description: "not an answer of the Bot API"}, client.RetryMaybeSent, 0},
		{"JSON that is no envelope", 200, nil, `{"message":"hello"}`,
			client.APIError{Description: "not an answer of the Bot API"}, client.RetryMaybeSent, 0},
		{"a redirect to the same path", 302, http.Header{"Location": {"/bot7654321%3A" + secret + "/sendMessage"}}, "",
			client.APIError{Description: "not an answer of the Bot API"}, client.Retry, 0},
		{"a redirect to nonsense", 301, http.Header{"Location": {"%zz/bot" + token}}, page,
			client.APIError{Description: "not an answer of the Bot API"}, client.Retry, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			b, _ := caller(t, serve(t, func(w http.ResponseWriter, _ *http.Request) {
				for key, values := range row.header {
					w.Header()[key] = values
				}
				w.WriteHeader(row.status)
				io.WriteString(w, row.body)
			}))
			err := send(b)
			var got *client.APIError
			if !errors.As(err, &got) {
				t.Fatalf("got %v, want an *APIError", err)
			}
			row.want.Method, row.want.HTTP = "sendMessage", row.status
			if diff := cmp.Diff(row.want, *got); diff != "" {
				t.Error(diff)
			}
			if next, wait := client.Verdict(err); next != row.next || wait != row.wait {
				t.Errorf("verdict %v after %v, want %v after %v", next, wait, row.next, row.wait)
			}
			noToken(t, err)
			noToken(t, *got)
			noToken(t, client.Reason(err))
		})
	}
}

// TestVerdict_faults goes through connections that fail.
func TestVerdict_faults(t *testing.T) {
	t.Parallel()
	closed := httptest.NewServer(nil)
	closed.Close()
	answer := func(text string) func(net.Conn) {
		return func(conn net.Conn) {
			conn.Read(make([]byte, 1<<16))
			io.WriteString(conn, text)
		}
	}
	for _, row := range []struct {
		name, address string
		sent          bool
		next          client.Action
	}{
		{"nobody listens", closed.URL, false, client.Retry},
		{"no such host", "http://host.invalid", false, client.Retry},
		{"the other side speaks no TLS", strings.Replace(listen(t, answer("HTTP/1.1 400 Bad Request\r\n\r\n/bot"+token)), "http:", "https:", 1), false, client.Retry},
		{"cut before the answer", listen(t, answer("")), true, client.RetryMaybeSent},
		{"cut in the answer", listen(t, answer("HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"ok\":true,")), true, client.RetryMaybeSent},
		{"cut in a chunk", listen(t, answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"ok\":true,")), true, client.RetryMaybeSent},
		{"an answer that is the call itself", listen(t, func(conn net.Conn) { io.Copy(conn, conn) }), true, client.RetryMaybeSent},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			b, _ := caller(t, row.address)
			err := send(b)
			var got *client.NetError
			if !errors.As(err, &got) {
				t.Fatalf("got %v, want a *NetError", err)
			}
			if got.Sent != row.sent || got.Method != "sendMessage" {
				t.Errorf("got %#v, want Sent %v", got, row.sent)
			}
			if next, _ := client.Verdict(err); next != row.next {
				t.Errorf("verdict %v, want %v", next, row.next)
			}
			if code := client.Code(err); code != 0 {
				t.Errorf("code %d, want 0", code)
			}
			noToken(t, err)
			noToken(t, *got)
			noToken(t, client.Reason(err))
		})
	}
}

func TestVerdict_ownErrors(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		err  error
		want client.Action
	}{
		{"no error", nil, client.Done},
		{"a cancelled wait", fmt.Errorf("wait: %w", context.Canceled), client.Retry},
		{"a call broken off before it began", &client.NetError{Err: context.DeadlineExceeded}, client.Retry},
		{"a call whose contents can't be read yet", fmt.Errorf("%w: locked", client.ErrUnready), client.Retry},
		{"a call that can't be built", errors.New("render"), client.GiveUp},
		{"a second program that fetches", &client.APIError{HTTP: 409, Code: 409}, client.Retry},
	} {
		if next, wait := client.Verdict(row.err); next != row.want || wait != 0 {
			t.Errorf("%s: %v after %v, want %v", row.name, next, wait, row.want)
		}
	}
}

func TestClient_Do_brokenOff(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{})
	b, _ := caller(t, listen(t, func(conn net.Conn) {
		conn.Read(make([]byte, 1<<16))
		close(arrived)
		io.Copy(io.Discard, conn)
	}))
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: int64(5), Text: "halo"})
	var got *client.NetError
	if !errors.As(err, &got) || !got.Sent || !errors.Is(err, context.Canceled) {
		t.Errorf("got %#v, want a cancelled call that was perhaps sent", err)
	}
}

func TestReason(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		err  error
		want string
	}{
		{errors.New("render  \"Batik\nAni\": no text"), `render "…": no text`},
		{errors.New(strings.Repeat("é", 300)), strings.Repeat("é", 199) + "…"},
		{fmt.Errorf("send: %w", &client.NetError{Method: "sendPhoto", Err: io.ErrUnexpectedEOF}), "sendPhoto: no answer: unexpected EOF"},
		{fmt.Errorf("send: %w", &client.APIError{Code: 403, Description: "Forbidden"}), "Forbidden"},
	} {
		if got := client.Reason(row.err); got != row.want {
			t.Errorf("Reason(%q) = %q, want %q", row.err, got, row.want)
		}
	}
}
