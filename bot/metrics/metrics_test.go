package metrics

import (
	"context"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikmbot/bot/delivery"
)

// scrape is what Prometheus would read.
func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), "GET", "/metrics", nil))
	text, err := io.ReadAll(answer.Result().Body)
	if err != nil || answer.Code != 200 {
		t.Fatalf("status %d, %v: %s", answer.Code, err, text)
	}
	return string(text)
}

func TestHandler_TellsTheQueueWhereTheDatabaseCannotBeRead(t *testing.T) {
	t.Parallel()
	m := New(Source{
		Queue:  func() delivery.Stats { return delivery.Stats{Sent: 3, Floods: 2, Silent: true} },
		Stored: func(context.Context) (Stored, error) { return Stored{}, errors.New("no disk") },
	})
	m.Committed(5, 2, time.Millisecond)
	m.Replied(-time.Hour) // the clock was put back meanwhile
	text := scrape(t, m)
	for _, line := range []string{
		`ikmbot_sends_total{result="sent"} 3`, `ikmbot_floods_total 2`, `ikmbot_telegram_silent 1`, `ikmbot_updates_total{outcome="handled"} 3`,
		`ikmbot_updates_total{outcome="set_aside"} 2`, `ikmbot_reply_seconds_sum 0`, `ikmbot_reply_seconds_count 1`,
	} {
		if !strings.Contains(text, "\n"+line+"\n") {
			t.Errorf("%s is not told", line)
		}
	}
	if strings.Contains(text, "ikmbot_database_bytes") {
		t.Error("the size of what can't be read is told")
	}
}
