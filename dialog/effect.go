package dialog

// LanguageChosen: the bot is to speak another language from now on. The session
// carries which.
type LanguageChosen struct{}

// Erased: everything about the person is to be erased.
type Erased struct{}

// Blocked: nothing can be delivered to the person until something comes from there again.
type Blocked struct{}

// Effect marks an [Effect].
func (LanguageChosen) Effect() {}

// Effect marks an [Effect].
func (Erased) Effect() {}

// Effect marks an [Effect].
func (Blocked) Effect() {}
