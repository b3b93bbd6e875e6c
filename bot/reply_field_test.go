package bot_test

import "testing"

// The field for a reply opens by itself below what is to be typed, and below nothing else.
func TestReplyField_OpensForWhatIsTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.asked(1)
	if o.Last().ForcesReply {
		t.Error("it opens below a question with buttons")
	}
	w.after(o, func() { o.Send("/tanya") })
	if !o.Last().ForcesReply {
		t.Error("it does not open where the owner is to type what to ask")
	}
	w.after(o, func() { o.Send("Bagaimana ongkirnya?") })
	if o.Last().ForcesReply {
		t.Error("it opens below a receipt")
	}
}
