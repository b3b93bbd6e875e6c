// Package simulatortest holds what the tests of the simulator, its page and its terminal share.
package simulatortest

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"

	"ikmbot/bot/simulator"
)

// Patience is how long a test waits for an event that must come.
const Patience = 20 * time.Second

// Owner is a person with a phone.
var Owner = simulator.User{ID: 4711, FirstName: "Owner", LanguageCode: "id"}

// Start starts a server that is closed when the test ends.
func Start(t testing.TB, o simulator.Options) *simulator.Server {
	t.Helper()
	s, err := simulator.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Outcome is an answer of the server.
type Outcome struct {
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter int `json:"retry_after"`
	}
	Status int `json:"-"`
}

// Post calls a method with a JSON body.
func Post(t testing.TB, s *simulator.Server, method, params string) Outcome {
	t.Helper()
	o, err := TryPost(s, method, params)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TryPost is [Post] for a connection that may be cut.
func TryPost(s *simulator.Server, method, params string) (Outcome, error) {
	var o Outcome
	r, err := http.Post(s.URL()+"/bot"+s.Token()+"/"+method, "application/json", strings.NewReader(params))
	if err != nil {
		return o, err
	}
	defer r.Body.Close()
	o.Status = r.StatusCode
	return o, json.NewDecoder(r.Body).Decode(&o)
}

// Fetch calls getUpdates and returns the updates as the library decodes them.
func Fetch(t testing.TB, s *simulator.Server, params string) []models.Update {
	t.Helper()
	got := Post(t, s, "getUpdates", params)
	if !got.OK {
		t.Fatalf("getUpdates: %s", got.Description)
	}
	var updates []models.Update
	if err := json.Unmarshal(got.Result, &updates); err != nil {
		t.Fatalf("%v in %s", err, got.Result)
	}
	return updates
}

// Context ends with the test, or when the test has waited for longer than [Patience].
func Context(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	t.Cleanup(cancel)
	return ctx
}

// Picture is a grey picture in PNG.
func Picture(t testing.TB, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
