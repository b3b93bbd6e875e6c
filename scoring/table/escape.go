package table

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// running are the signs that make a formula of a text at its beginning; the wide ones come from
// Asian keyboards.
const running = "=+-@\t\r\n＝＋－＠"

// value matches texts that a spreadsheet takes for a number, an amount, a date or a clock time,
// and saves in another form: 0123, 1E5, 1-2, Rp5000, Mei 5, 1.30. Some hold no digit and are safe.
var value = func() *regexp.Regexp {
	const (
		month = `(?:jan|feb|mar|apr|mei|may|jun|jul|agu|agt|agust|aug|sep|okt|oct|nov|des|dec)[a-z]*`
		money = `rp|idr|usd`
		sign  = `[\d\s.,:/()%$€£¥+-]`
	)
	return regexp.MustCompile(`(?i)^(?:` + sign + `|` + month + `|` + money + `)(?:` + sign + `|` + month + `|` + money + `|e|am?|pm?)*$`)
}()

// truth matches the truth values of spreadsheets in Indonesian and in English.
var truth = regexp.MustCompile(`(?i)^(?:true|false|benar|salah)$`)

// isNumber reports whether a text is a whole number that every spreadsheet saves as it is.
func isNumber(text string) bool {
	if len(text) > 11 || strings.Trim(text, "0123456789") != "" {
		return false
	}
	return text == "0" || text != "" && text[0] != '0'
}

// changes reports whether a spreadsheet would run the text or save it in another form.
func changes(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "", isNumber(text):
		return false
	case strings.ContainsRune(running, first), truth.MatchString(text):
		return true
	}
	return strings.ContainsAny(text, "0123456789") && value.MatchString(text)
}

// Neutral returns a text that no spreadsheet runs as a formula or saves in another form: an
// apostrophe stands before one that it would. It doubles a leading apostrophe, so that [Literal]
// restores the original.
func Neutral(text string) string {
	if strings.HasPrefix(text, "'") || changes(text) {
		return "'" + text
	}
	return text
}

// Literal is the inverse of Neutral. It also takes the apostrophe that somebody typed before a
// number. Any other one that Neutral would not have added is part of the text.
func Literal(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && (strings.HasPrefix(rest, "'") || isNumber(rest) || changes(rest)) {
		return rest
	}
	return text
}

// rewritten matches what a spreadsheet makes of 1E5, of 123456789012 and of 1-5: 1E+05,
// 1,23457E+11, 01/05/2026.
var rewritten = regexp.MustCompile(`^(?:\d+(?:[.,]\d+)?E[+-]\d+|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})$`)

// Rewritten reports whether a cell that should hold a text holds a number or a date as spreadsheets
// write it instead.
func Rewritten(cell string) bool { return rewritten.MatchString(cell) }
