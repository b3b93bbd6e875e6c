package simulator

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options says how a Server behaves. The zero value is a server that sets no rate limits and keeps
// everything.
type Options struct {
	// Token is the one token that the server accepts, "<bot id>:<secret>". Empty: a random one.
	Token string
	// Username is the bot's @username without the @. Empty: "ikmbot_simulator_bot".
	Username string
	// Now is the clock behind dates and limits. Nil: time.Now. Waiting (long polling, webhook
	// retries, Delay faults) goes by real time.
	Now func() time.Time
	// FirstID is the first update, message and callback number. Zero: the clock's microseconds
	// since 1970, so that a restarted server repeats none.
	FirstID int64
	// RestartIDs returns the update number that follows last after a week without updates, when
	// Telegram's numbers start somewhere else. Nil: a random one.
	RestartIDs func(last int64) int64
	// Limits are the rates past which sends and edits are answered with 429. Nil: no limits.
	Limits *Limits
	// CallsKept is how many of the newest calls the record holds. Zero: 10,000. Negative: none.
	CallsKept int
	// MessagesKept is how many of the newest messages a chat holds. Zero: all.
	MessagesKept int
}

// Server is a running Bot API server for one bot. It is safe for concurrent use.
type Server struct {
	token    string
	bot      User
	now      func() time.Time
	listener net.Listener
	http     *http.Server
	ctx      context.Context
	stop     context.CancelFunc

	lastMessage  atomic.Int64
	lastCallback atomic.Int64
	lastFile     atomic.Int64
	messagesKept int

	chatsMu sync.RWMutex
	chats   map[int64]*chat

	updates  updates
	files    files
	commands commands
	profile  profile
	faults   faults
	floods   floods
	limits   *limiter
	record   record
}

const usualCallsKept = 10_000

// Start listens on a free port of 127.0.0.1 and serves until Close. It fails if the token has no
// bot id or no port is free.
func Start(o Options) (*Server, error) {
	if o.Token == "" {
		o.Token = "1000000001:" + rand.Text() + rand.Text()
	}
	botID, err := strconv.ParseInt(strings.SplitN(o.Token, ":", 2)[0], 10, 64)
	if err != nil {
		return nil, errors.New("start simulator: the token does not begin with a bot id")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start simulator: %w", err)
	}
	s := newServer(o, botID)
	s.listener = listener
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	go s.http.Serve(listener)
	return s, nil
}

func newServer(o Options, botID int64) *Server {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Username == "" {
		o.Username = "ikmbot_simulator_bot"
	}
	if o.FirstID == 0 {
		o.FirstID = o.Now().UnixMicro()
	}
	if o.CallsKept == 0 {
		o.CallsKept = usualCallsKept
	}
	s := &Server{
		token:        o.Token,
		bot:          User{ID: botID, FirstName: o.Username, Username: o.Username, isBot: true},
		now:          o.Now,
		messagesKept: o.MessagesKept,
		chats:        map[int64]*chat{},
		limits:       newLimiter(o.Limits),
		record:       newRecord(o.CallsKept),
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	for _, last := range []*atomic.Int64{&s.lastMessage, &s.lastCallback, &s.lastFile} {
		last.Store(o.FirstID - 1)
	}
	s.updates.init(s.ctx, o.Now, o.FirstID-1, o.RestartIDs)
	return s
}

// URL is the address for the bot to use in place of https://api.telegram.org.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() }

// Token is the token that the server accepts.
func (s *Server) Token() string { return s.token }

// Username is the bot's @username without the @.
func (s *Server) Username() string { return s.bot.Username }

// Close ends every waiting call and stops listening.
func (s *Server) Close() error {
	s.updates.mu.Lock() // so that no delivery begins while Close waits for those under way
	s.stop()
	s.updates.mu.Unlock()
	err := s.http.Close()
	s.updates.hook.deliveries.Wait()
	if err != nil {
		return fmt.Errorf("close simulator: %w", err)
	}
	return nil
}

// ServeHTTP answers /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rest, isFile := strings.CutPrefix(r.URL.Path, "/file")
	rest, isBot := strings.CutPrefix(rest, "/bot")
	token, name, _ := strings.Cut(rest, "/")
	switch {
	case !isBot:
		refusal{code: http.StatusNotFound, description: "Not Found"}.answer().write(w)
	case token != s.token:
		refusal{code: http.StatusUnauthorized, description: "Unauthorized"}.answer().write(w)
	case isFile:
		s.serveFile(w, name)
	default:
		c, err := readCall(w, r, name)
		c.at = s.now()
		a := s.answer(r, c, err)
		s.record.add(c, a)
		a.write(w)
	}
}

// answer carries a call out, unless a fault prevents it, and answers it.
func (s *Server) answer(r *http.Request, c *call, unreadable error) answer {
	if a, flooded := s.floods.refuse(c); flooded {
		return a
	}
	fault := s.faults.strike(c)
	if fault != nil {
		if a, instead := fault.instead(r); instead {
			return a
		}
	}
	if unreadable != nil {
		return answerTo(nil, unreadable)
	}
	method, known := methods[c.method]
	if !known {
		return refusal{code: http.StatusNotFound, description: "Not Found"}.answer()
	}
	a := answerTo(method(s, c))
	if fault != nil {
		a = fault.spoil(a)
	}
	return a
}
