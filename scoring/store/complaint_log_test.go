package store

import (
	"strings"
	"testing"
	"time"

	"ikmbot/dialog/say"
	"ikmbot/dialog/turn"
)

// TestComplaints_TheTimeToAnswerCountsWhatIsNotAnswered has an owner answer one of two complaints after
// a minute and leave the other for nine days: no habit is told of that. Once a third is answered as
// soon, there is one.
func TestComplaints_TheTimeToAnswerCountsWhatIsNotAnswered(t *testing.T) {
	t.Parallel()
	p := talker{t, openStore(t), 1}.arrives().finishes(1)
	opened := func(complaint int, ago time.Duration) {
		t.Helper()
		exec(t, p.s, "UPDATE complaint SET opened_at = opened_at - ? WHERE id = ?", ago.Milliseconds(), complaint)
	}
	told := func() string {
		t.Helper()
		p.does(command(say.CommandResult))
		return one[string](t, p.s, "SELECT reply FROM outbox WHERE reply LIKE '%result.answering%' ORDER BY id DESC")
	}
	p.keeps().keeps()
	opened(1, time.Minute)
	opened(2, 9*24*time.Hour)
	p.does(tap("desk:answered.1"))
	if reply := told(); !strings.Contains(reply, "desk.figures_half") || !strings.Contains(reply, `"desk.span_days"`) || !strings.Contains(reply, "desk:open") {
		t.Errorf("with one of two open for nine days: %s", reply)
	}
	p.keeps()
	opened(3, time.Minute)
	p.does(tap("desk:answered.3"))
	if reply := told(); !strings.Contains(reply, `"desk.figures"`) || !strings.Contains(reply, `"desk.span_minutes"`) {
		t.Errorf("with two of three answered in a minute: %s", reply)
	}
}

// TestComplaints_AFileIsKeptShownAndErased sends a picture and a voice note to the desk.
func TestComplaints_AFileIsKeptShownAndErased(t *testing.T) {
	t.Parallel()
	p := talker{t, openStore(t), 1}.arrives()
	p.does(command(say.CommandComplaint), photo("PHOTO-1"), turn.Event{Kind: turn.ContentSent, Content: turn.Voice, Voice: "VOICE-1"},
		tap("desk:kind.late"), tap("desk:channel.face"), tap("desk:skip"), tap("desk:skip"))
	if n := one[int](t, p.s, "SELECT count(*) FROM complaint_file"); n != 0 {
		t.Errorf("%d files are kept before the complaint is", n)
	}
	p.does(tap("desk:save"), tap("desk:held.1.1"))
	if reply := one[string](t, p.s, "SELECT reply FROM outbox ORDER BY id DESC"); !strings.Contains(reply, `"voice":"VOICE-1"`) {
		t.Errorf("the voice note is not shown: %s", reply)
	}
	data, err := p.s.MyData(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"PHOTO-1", "VOICE-1"} {
		if !strings.Contains(string(data), file) {
			t.Errorf("%s is not in what the person is shown", file)
		}
	}
	other := talker{t, p.s, 2}.arrives()
	other.does(tap("desk:held.1.0"))
	if n := one[int](t, p.s, "SELECT count(*) FROM outbox WHERE chat_id = 2 AND reply LIKE '%PHOTO-1%'"); n != 0 {
		t.Error("a file is shown to somebody else")
	}
	p.does(command(say.CommandDelete), tap("erase:yes"))
	if n := one[int](t, p.s, "SELECT count(*) FROM complaint_file"); n != 0 {
		t.Errorf("%d files are left", n)
	}
}
