package bot_test

import (
	"context"
	"testing"
	"time"
)

// TestRefused_OneChatWaitsAlone has Telegram refuse all calls about one chat for an hour, in the
// middle of an interview, while ten others answer theirs.
func TestRefused_OneChatWaitsAlone(t *testing.T) {
	t.Parallel()
	for mode, posted := range modes {
		t.Run("with updates by "+mode, func(t *testing.T) {
			t.Parallel()
			w := newWorldPosted(t, posted)
			held := newOwner(w.Server, 1)
			held.Start("")
			if err := held.upTo(t.Context(), "age"); err != nil {
				t.Fatal(err)
			}
			w.Flood(1, time.Hour)
			if a, shown := held.next(held.Messages()); !shown {
				t.Fatal("no question is shown")
			} else if err := held.act(a); err != nil {
				t.Fatal(err)
			}
			others := []int64{11, 12, 13, 14, 15, 16, 17, 18, 19, 20}
			owners := w.interviews(others, func(context.Context, *owner) error { return nil })
			w.checkInterviews(owners)
			refused := 0
			for _, c := range w.Calls() {
				if c.Code == 429 {
					refused++
				}
			}
			// The answer to the tap and the next question may be under way side by side.
			if refused < 1 || refused > 2 {
				t.Errorf("%d calls about the chat on hold, want 1 or 2", refused)
			}
			w.Flood(1, 0)
			if n := w.count("outbox WHERE chat_id = 1"); n == 0 {
				t.Error("nothing waits for the chat on hold")
			}
		})
	}
}

// TestRefused_AllWait has Telegram refuse every call for two seconds.
func TestRefused_AllWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := newOwner(w.Server, 9)
	first.Start("")
	if err := first.upTo(t.Context(), "age"); err != nil { // so that the bot is past its own start
		t.Fatal(err)
	}
	w.settle()
	w.Flood(0, 2*time.Second)
	owners := w.interviews([]int64{1, 2, 3}, func(context.Context, *owner) error { return nil })
	w.settle()
	w.checkInterviews(owners)
	refused := 0
	for _, c := range w.Calls("sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates") {
		if c.Code == 429 {
			refused++
		}
	}
	if refused == 0 || refused > 8 {
		t.Errorf("%d calls were refused, want a few", refused)
	}
	if calls := w.Calls(); len(calls) > 0 && calls[len(calls)-1].Code == 429 {
		t.Errorf("the last call was refused: %+v", calls[len(calls)-1])
	}
}
