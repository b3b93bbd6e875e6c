package bot

import (
	"ikmbot/dialog"
	"ikmbot/locales"
	"ikmbot/scoring/sheet"
)

// Language gives the tables of a recap the words and numbers of a language.
func Language(catalog *locales.Catalog, language dialog.Language) sheet.Language {
	s := speaker{catalog: catalog}
	return sheet.Language{
		Say:    func(t dialog.Text) string { return s.plain(language, []dialog.Text{t}) },
		Number: func(n int) string { return catalog.Number(string(language), n) },
		Figure: func(x float64) string { return catalog.Figure(string(language), x) },
		Weight: func(x float64) string { return catalog.Weight(string(language), x) },
	}
}
