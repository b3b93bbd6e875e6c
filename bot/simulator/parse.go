package simulator

// ParseHTML gives the text that remains of Telegram's HTML, and its entities, as a bot's message would
// have them. It fails in Telegram's words.
func ParseHTML(html string) (string, []Entity, error) { return parseHTML(html) }
