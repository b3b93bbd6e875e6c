package table_test

import (
	"strings"
	"testing"

	"ikmbot/scoring/table"
)

// changed are texts that a spreadsheet runs or saves in another form.
var changed = []string{
	"=HYPERLINK(\"http://example.org\")", "+62", "-", "--", "@SUM(1)", "＝1+1", "\t=1", "\r", "'-",
	"0123", "007", "1E5", "1e5", "12345678901234567890", "123456789012", "1-2", "3/4", "1.000", "1,5", "1.000,50", "5%", "(5)", "Rp5000", "Rp 5.000", "$5",
	"1:30", "10.30", "8 PM", "Mei 5", "5 Mei 2026", "May 5", "2026-03", "31/01/2026", "TRUE", "benar",
}

func TestNeutral_IsUndoneByLiteral(t *testing.T) {
	t.Parallel()
	kept := []string{"", "Batik", "Batik; \"Tulis\"", "Ñandú ☀", "NULL", "0", "1571", "12345678901", "none", "K-07", "P1", "A1", "E5", "T1-1e5", "to30", "to2_5b", "7 Saudara", "Mei", "Maret Batik 2", "s1", strings.Repeat("é", 60)}
	for _, text := range kept {
		if written := table.Neutral(text); written != text {
			t.Errorf("%q is written as %q", text, written)
		}
	}
	for _, text := range changed {
		if written := table.Neutral(text); written != "'"+text {
			t.Errorf("%q is written as %q", text, written)
		}
	}
	for _, text := range append(append(kept, changed...), "'", "''", "'''", "'Batik", "''=1", "'0123", "'123") {
		if got := table.Literal(table.Neutral(text)); got != text {
			t.Errorf("%q is written as %q and read as %q", text, table.Neutral(text), got)
		}
	}
	if got := table.Literal("'123"); got != "123" {
		t.Errorf("the apostrophe before a number is read as part of it: %q", got)
	}
	if got := table.Literal("'Batik"); got != "'Batik" {
		t.Errorf("an apostrophe that belongs to a text is lost: %q", got)
	}
}

func TestRewritten(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"1E+05", "1,23457E+11", "1.5E-03", "1,23456789012346E+019", "01/05/2026", "1/5/26", "2026-05-01"} {
		if !table.Rewritten(cell) {
			t.Errorf("%q is taken as it is", cell)
		}
	}
	for _, cell := range []string{"", "1E5", "123", "0123", "K-07", "T1-1e5", "1-2", "Batik"} {
		if table.Rewritten(cell) {
			t.Errorf("%q is taken for what a spreadsheet makes of something", cell)
		}
	}
}
