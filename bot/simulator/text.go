package simulator

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Entity marks a formatted part of a text. Offset and Length count UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	Language string `json:"language,omitempty"`
	EmojiID  string `json:"custom_emoji_id,omitempty"`
	// Of a date_time: the time in unix seconds, and how an app shows it; empty: as the text.
	UnixTime   int64  `json:"unix_time,omitempty"`
	TimeFormat string `json:"date_time_format,omitempty"`
}

const (
	textLimit    = 4096 // UTF-16 units, after parsing
	captionLimit = 1024 // UTF-16 units, after parsing
)

// formatted is a text with its entities.
type formatted struct {
	text     string
	html     string // as it came, when it came as HTML
	entities []Entity
}

// formatted reads the text parameter textName, formatted by parse_mode or by entitiesName.
func (c *call) formatted(textName, entitiesName string) (formatted, error) {
	var entities []Entity
	if _, err := c.object(entitiesName, &entities); err != nil {
		return formatted{}, err
	}
	return format(c.params[textName], c.params["parse_mode"], entities)
}

// format reads a text as a bot sends it. Entities count only without a parse mode.
func format(raw, parseMode string, entities []Entity) (formatted, error) {
	if !utf8.ValidString(raw) {
		return formatted{}, badRequest("strings must be encoded in UTF-8")
	}
	f := formatted{text: raw, entities: entities}
	switch strings.ToLower(parseMode) {
	case "":
		if err := checkEntities(raw, entities); err != nil {
			return formatted{}, err
		}
	case "html":
		var err error
		f.html = raw
		if f.text, f.entities, err = ParseHTML(raw); err != nil {
			return formatted{}, err
		}
	default:
		return formatted{}, badRequest("unsupported parse_mode")
	}
	f.clean()
	f.detect()
	return f, nil
}

// checkEntities refuses entities that reach beyond their text.
func checkEntities(text string, entities []Entity) error {
	end := len16(text)
	for _, e := range entities {
		if e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > end {
			return badRequest("entity beginning at UTF-16 offset %d ends after the end of the text at UTF-16 offset %d", e.Offset, end)
		}
	}
	return nil
}

// clean removes carriage returns, and blank space around the text unless an entity begins in it.
func (f *formatted) clean() {
	if strings.Contains(f.text, "\r") && len(f.entities) == 0 {
		f.text = strings.ReplaceAll(f.text, "\r", "")
	}
	begin := len16(f.text)
	for _, e := range f.entities {
		begin = min(begin, e.Offset)
	}
	lead := len(f.text) - len(strings.TrimLeft(f.text, " \n\t"))
	lead = min(lead, begin) // a blank is one byte and one UTF-16 unit
	f.text = strings.TrimRight(f.text[lead:], " \n\t")
	end := len16(f.text)
	for i := range f.entities {
		e := &f.entities[i]
		e.Offset -= lead
		e.Length = min(e.Length, end-e.Offset)
	}
	f.entities = slices.DeleteFunc(f.entities, func(e Entity) bool { return e.Length <= 0 })
}

// detect adds entities for commands and web addresses in the text, as Telegram does.
func (f *formatted) detect() {
	found := append(commandsIn(f.text), addressesIn(f.text)...)
	if len(found) == 0 {
		return
	}
	for _, e := range found {
		if !slices.ContainsFunc(f.entities, func(o Entity) bool { return o.forbids(e) }) {
			f.entities = append(f.entities, e)
		}
	}
	sortEntities(f.entities)
}

// forbids reports whether an entity that was found must be dropped because it overlaps a link or
// code.
func (e Entity) forbids(found Entity) bool {
	overlap := e.Offset < found.Offset+found.Length && found.Offset < e.Offset+e.Length
	return overlap && slices.Contains([]string{"code", "pre", "text_link"}, e.Type)
}

// commandsIn finds bot commands: a slash at the beginning of a word and 1 to 64 letters, digits or
// underscores, with or without @username.
func commandsIn(text string) []Entity {
	var found []Entity
	for from := 0; ; {
		slash := strings.IndexByte(text[from:], '/')
		if slash < 0 {
			return found
		}
		begin := from + slash
		end := begin + 1 + wordLength(text[begin+1:])
		if end < len(text) && text[end] == '@' {
			if name := wordLength(text[end+1:]); name >= 3 {
				end += 1 + name
			}
		}
		from = end
		open := begin == 0 || strings.IndexByte(" \n\t([\"'", text[begin-1]) >= 0
		if open && end-begin > 1 && (end == len(text) || text[end] != '/') {
			found = append(found, entityAt(text, "bot_command", begin, end))
		}
	}
}

func wordLength(s string) int {
	n := strings.IndexFunc(s, func(r rune) bool {
		return !(r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
	})
	if n < 0 {
		n = len(s)
	}
	return n
}

// addressesIn finds http and https addresses, without the punctuation that ends a sentence.
func addressesIn(text string) []Entity {
	var found []Entity
	for from := 0; ; {
		colon := strings.Index(text[from:], "://")
		if colon < 0 {
			return found
		}
		begin := from + colon
		rest := text[begin:]
		if space := strings.IndexAny(rest, " \n\t<>\""); space >= 0 {
			rest = rest[:space]
		}
		end := begin + len(strings.TrimRight(rest, ".,;:!?)'"))
		scheme := strings.TrimLeft(text[max(from, begin-len("https")):begin], "()\"' \n\t")
		from = begin + len("://")
		if (scheme == "http" || scheme == "https") && end > from {
			found = append(found, entityAt(text, "url", begin-len(scheme), end))
			from = end
		}
	}
}

func entityAt(text, kind string, begin, end int) Entity {
	return Entity{Type: kind, Offset: len16(text[:begin]), Length: len16(text[begin:end])}
}

// sortEntities orders entities as Telegram gives them: by where they begin, the longer first.
func sortEntities(entities []Entity) {
	slices.SortStableFunc(entities, func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
}

// len16 is the length of a text in UTF-16 units, which is how Telegram counts.
func len16(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
