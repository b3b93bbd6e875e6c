package speech

import (
	"ikmbot/dialog/say"
	"ikmbot/locales"
)

// Language says texts and writes numbers in one language, for use in tables.
type Language struct {
	speaker  Speaker
	language say.Language
}

// In returns one language of a catalog.
func In(catalog *locales.Catalog, l say.Language) Language {
	return Language{Speaker{Catalog: catalog}, l}
}

// Say returns a text without markup.
func (l Language) Say(t say.Text) string { return l.speaker.Plain(l.language, t) }

// Number writes a whole number with the language's separators.
func (l Language) Number(n int) string { return l.speaker.Catalog.Number(string(l.language), n) }

// Figure writes a number with two decimals.
func (l Language) Figure(x float64) string { return l.speaker.Catalog.Figure(string(l.language), x) }

// Weight writes a number with four decimals.
func (l Language) Weight(x float64) string { return l.speaker.Catalog.Weight(string(l.language), x) }
