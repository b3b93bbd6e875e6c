package dialog

// LanguageChosen: the bot is to speak another language from now on. The session
// carries which.
type LanguageChosen struct{}

// Effect marks it as a turn.Effect.
func (LanguageChosen) Effect() {}

// Erased: everything about the person is to be erased.
type Erased struct{}

// Effect marks it as a turn.Effect.
func (Erased) Effect() {}

// Blocked: nothing can be delivered to the person until something comes from there again.
type Blocked struct{}

// Effect marks it as a turn.Effect.
func (Blocked) Effect() {}
