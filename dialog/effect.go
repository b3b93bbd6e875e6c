package dialog

// LanguageChosen: the person has chosen a language, which the session carries.
type LanguageChosen struct{}

// Effect marks it as a turn.Effect.
func (LanguageChosen) Effect() {}

// Erased: everything about the person is to be erased.
type Erased struct{}

// Effect marks it as a turn.Effect.
func (Erased) Effect() {}

// Blocked: the person has blocked the bot. Nothing can be delivered until the person does something
// again.
type Blocked struct{}

// Effect marks it as a turn.Effect.
func (Blocked) Effect() {}
