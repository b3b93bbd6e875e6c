package dialog

// stopKeys is the button below whatever the bot sends by itself, with which the person
// ends that.
func stopKeys() []Keys {
	return row(Choice{Label: say("button.stop"), Data: data(verbStop, "")})
}

// stop ends what the bot sends by itself.
func (t *turn) stop() {
	t.s.Stopped = true
	t.note(MessagesStopped{})
	t.reply(Send, t.wayBack(), say("chat.stopped"))
}

// tappedStop takes a tap on the button below what the bot has sent. The message stays as
// it is, for it may say something worth keeping.
func (t *turn) tappedStop() {
	if t.s.Stopped {
		t.toast("toast.recorded") // a second tap
		return
	}
	t.stop()
}
