package store

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikmbot/scoring"
	"ikmbot/scoring/store/exchange"
	"ikmbot/scoring/store/internal/batch"
	"ikmbot/scoring/store/internal/model"
)

func mustImport(t testing.TB, s *Store, text string) exchange.Imported {
	t.Helper()
	done, err := s.Import(t.Context(), strings.NewReader(text), false)
	if err != nil {
		var faulty *exchange.Error
		if errors.As(err, &faulty) {
			t.Fatalf("%v: %+v", err, faulty.Faults)
		}
		t.Fatal(err)
	}
	return done
}

func TestImport_IsTheInverseOfWrite(t *testing.T) {
	t.Parallel()
	from := openStore(t)
	settleVillage(t, from, rand.New(rand.NewPCG(3, 4)), 292)
	for _, identities := range []bool{false, true} {
		text := exported(t, from, scoring.Scope{}, identities)
		to := openStore(t)
		done := mustImport(t, to, text)
		if lines := strings.Count(text, "\n") - 1; done.Interviews != lines {
			t.Errorf("%d interviews, want %d", done.Interviews, lines)
		}
		if again := exported(t, to, scoring.Scope{}, identities); again != text {
			t.Errorf("identities %t: the file is another one (-before +after):\n%s", identities, cmp.Diff(strings.Split(text, "\n"), strings.Split(again, "\n")))
		}
		if superseded := list(t, to, later+" ORDER BY 1"); !slices.Equal(superseded, list(t, from, later+" AND person_id NOT IN (SELECT person_id FROM withdrawn) ORDER BY 1")) {
			t.Errorf("superseded interviews differ: %v", superseded)
		}
	}
}

// later selects the superseded interviews and when they were superseded.
const later = "SELECT number || ' ' || superseded_at / 1000 FROM assessment WHERE superseded_at IS NOT NULL"

func TestImport_KeepsAScopedFileApart(t *testing.T) {
	t.Parallel()
	from, to := openStore(t), openStore(t)
	settleVillage(t, from, rand.New(rand.NewPCG(5, 6)), 60)
	for _, region := range []int{1571, 1504} {
		text := exported(t, from, scoring.Scope{Regions: []int{region}}, false)
		mustImport(t, to, text)
		if again := exported(t, to, scoring.Scope{Regions: []int{region}}, false); again != text {
			t.Errorf("region %d: the file is another one", region)
		}
	}
}

// paperHead and paperLine are a file of one interview as somebody types it.
const paperHead = "business,number,questionnaire,weights,started,finished,name,region,age,education,funding,seller,media,craft,scale,workers,sales,assets,obstacles,S1,S2,S3,S4,S5,S6,S7,S8,W1,W2,W3,W4,W5,W6,O1,O2,O3,O4,T1,T2,T3,T4\n"

const paperLine = "K-07,1,1,balanced,2026-03-01,02/03/2026,Batik Jaya,1571,to30,sma,own,owner,whatsapp maps,batik,single,to4,to300m,-,none,3,3,3,3,3,3,3,3,2,2,2,2,2,2,3,3,3,3,2,2,2,2\n"

func TestImport_ReadsWhatPeopleType(t *testing.T) {
	t.Parallel()
	want := "K-07;1;1;balanced;2026-03-01T00:00:00+07:00;2026-03-02T00:00:00+07:00;Batik Jaya;1571;to30;sma;own;owner;whatsapp maps;batik;single;to4;to300m;-;none;" +
		"3;3;3;3;3;3;3;3;2;2;2;2;2;2;3;3;3;3;2;2;2;2;;0,5000;0,5000;3,0000;3,0000;growth;I\n"
	results := strings.NewReplacer("T4\n", "T4,x,y,ife,efe,quadrant,cell\n", "2,2,2,2\n", "2,2,2,2,0.5,\"0,5\",3,3,growth,I\n")
	for name, text := range map[string]string{
		"with commas":                paperHead + paperLine,
		"with semicolons":            strings.ReplaceAll(paperHead+paperLine, ",", ";"),
		"with a byte order mark":     "\ufeff" + paperHead + paperLine,
		"with lines as Windows does": strings.ReplaceAll(paperHead+paperLine, "\n", "\r\n"),
		"with empty lines":           paperHead + "\n,,,,,\n" + paperLine + strings.Repeat(",", 40) + "\n",
		"with spaces around cells":   paperHead + strings.ReplaceAll(paperLine, ",", " , "),
		"with the result":            results.Replace(paperHead + paperLine),
		"with tabs":                  strings.ReplaceAll(paperHead+paperLine, ",", "\t"),
		"with lines as old Macs do":  strings.ReplaceAll(paperHead+paperLine, "\n", "\r"),
		"with a told separator":      "sep=,\r\n" + paperHead + paperLine,
		"with a title":               "Kuesioner Maret\n\n" + paperHead + paperLine,
		"with an empty column":       strings.Replace(paperHead, "region", ",region", 1) + strings.Replace(paperLine, "1571", ",1571", 1),
		"with the region's name":     paperHead + strings.Replace(paperLine, "1571", "kota jambi", 1),
		"with hours":                 paperHead + strings.NewReplacer("2026-03-01", "01/03/2026 00.00", "02/03/2026", "2/3/26 0:00:00").Replace(paperLine),
		"with Telegram ids":          strings.Replace(paperHead, "T4", "T4,telegram", 1) + strings.TrimSuffix(paperLine, "\n") + ",4711\n",
		"with the columns turned": "number,business" + strings.TrimPrefix(paperHead, "business,number") +
			"1,K-07" + strings.TrimPrefix(paperLine, "K-07,1"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			mustImport(t, s, text)
			_, got, _ := strings.Cut(exported(t, s, scoring.Scope{}, true), "\n")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// reasons are faulty files, each with its expected fault.
var reasons = []struct {
	name     string
	old, new string // what is changed in the good file
	want     []exchange.Fault
}{
	{"a column that is not known", "seller,", "buyer,", []exchange.Fault{fault(1, 12, "buyer", exchange.FaultColumn, "buyer"), fault(1, 0, "seller", exchange.FaultNoColumn, "")}},
	{"a column that is there twice", "seller,", "media,", []exchange.Fault{fault(1, 13, "media", exchange.FaultColumnTwice, "media"), fault(1, 0, "seller", exchange.FaultNoColumn, "")}},
	{"too few cells", ",2,2,2,2\n", ",2,2,2\n", []exchange.Fault{fault(2, 0, "", exchange.FaultCells, "")}},
	{"too many cells", ",2,2,2,2\n", ",2,2,2,2,2\n", []exchange.Fault{fault(2, 0, "", exchange.FaultCells, "")}},
	{"a lone quotation mark", "Batik Jaya", "Batik \"Jaya", []exchange.Fault{fault(2, 0, "", exchange.FaultQuote, "")}},
	{"another encoding", "Batik Jaya", "Batik Jay\xe1", []exchange.Fault{fault(2, 7, "name", exchange.FaultEncoding, "Batik Jay\xe1")}},
	{"a rating that is another than what follows", "K-07,1,1,balanced,2026-03-01,02/03/2026,Batik Jaya,1571,to30,sma,own,owner,whatsapp maps", "K-07,1,2,balanced,2026-03-01,02/03/2026,Batik Jaya,1571,to30,sma,own,owner,none",
		[]exchange.Fault{
			fault(2, 20, "S1", exchange.FaultImplied, "3"), fault(2, 21, "S2", exchange.FaultImplied, "3"), fault(2, 22, "S3", exchange.FaultImplied, "3"), fault(2, 23, "S4", exchange.FaultImplied, "3"),
			fault(2, 24, "S5", exchange.FaultImplied, "3"), fault(2, 25, "S6", exchange.FaultImplied, "3"), fault(2, 26, "S7", exchange.FaultImplied, "3"), fault(2, 27, "S8", exchange.FaultImplied, "3"),
			fault(2, 29, "W2", exchange.FaultImplied, "2"), fault(2, 32, "W5", exchange.FaultImplied, "2")}},
	{"an answer that its version does not have", "own,owner", "own,another", []exchange.Fault{fault(2, 12, "seller", exchange.FaultOption, "another")}},
	{"no code", "K-07,", ",", []exchange.Fault{fault(2, 1, "business", exchange.FaultEmpty, "")}},
	{"a code that is too long", "K-07,", strings.Repeat("K", 61) + ",", []exchange.Fault{fault(2, 1, "business", exchange.FaultName, strings.Repeat("K", 40)+"…")}},
	{"a code that a spreadsheet has rewritten", "K-07,", "1E+05,", []exchange.Fault{fault(2, 1, "business", exchange.FaultRewritten, "1E+05")}},
	{"a code that has become a day", "K-07,", "07/05/2026,", []exchange.Fault{fault(2, 1, "business", exchange.FaultRewritten, "07/05/2026")}},
	{"a code that has lost its zeros", "K-07,", "8,", []exchange.Fault{fault(2, 1, "business", exchange.FaultZeros, "8")}},
	{"a cell in a column without a name", "region,age", "region,,age", []exchange.Fault{fault(2, 0, "", exchange.FaultCells, "")}},
	{"an empty file", paperHead + paperLine, "\n", []exchange.Fault{fault(1, 0, "", exchange.FaultBlank, "")}},
	{"an old workbook", "", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", []exchange.Fault{fault(1, 0, "", exchange.FaultWorkbook, "")}},
	{"a line without an end", ",2,2,2,2\n", ",2,2,2,2," + strings.Repeat("2", 1<<21), []exchange.Fault{fault(2, 0, "", exchange.FaultTooLong, "")}},
	{"a name that nobody sees", "Batik Jaya", "\u200b", []exchange.Fault{fault(2, 7, "name", exchange.FaultName, "\u200b")}},
	{"a number of none", "K-07,1,", "K-07,0,", []exchange.Fault{fault(2, 2, "number", exchange.FaultNumber, "0")}},
	{"a version that is a word", "1,1,balanced", "1,one,balanced", []exchange.Fault{fault(2, 3, "questionnaire", exchange.FaultNumber, "one")}},
	{"a version that never was", "1,1,balanced", "1,99,balanced", []exchange.Fault{fault(2, 3, "questionnaire", exchange.FaultVersion, "99")}},
	{"weights that are not loaded", "balanced", "panel", []exchange.Fault{fault(2, 4, "weights", exchange.FaultWeights, "panel")}},
	{"a day that is none", "2026-03-01", "2026-02-30", []exchange.Fault{fault(2, 5, "started", exchange.FaultTime, "2026-02-30")}},
	{"a day to come", "02/03/2026", "02/03/2126", []exchange.Fault{fault(2, 6, "finished", exchange.FaultFuture, "02/03/2126")}},
	{"an end before the beginning", "02/03/2026", "27/02/2026", []exchange.Fault{fault(2, 6, "finished", exchange.FaultOrder, "27/02/2026")}},
	{"a region by a name that is none", ",1571,", ",Bandung,", []exchange.Fault{fault(2, 8, "region", exchange.FaultRegion, "Bandung")}},
	{"a region that is none", ",1571,", ",1234,", []exchange.Fault{fault(2, 8, "region", exchange.FaultRegion, "1234")}},
	{"an answer that is none", ",sma,", ",SMA,", []exchange.Fault{fault(2, 10, "education", exchange.FaultOption, "SMA")}},
	{"two answers to one question", ",sma,", ",sma smp,", []exchange.Fault{fault(2, 10, "education", exchange.FaultOption, "sma smp")}},
	{"one of several that is none", "whatsapp maps", "whatsapp fax", []exchange.Fault{fault(2, 13, "media", exchange.FaultOption, "whatsapp fax")}},
	{"one of several twice", "whatsapp maps", "maps maps", []exchange.Fault{fault(2, 13, "media", exchange.FaultOption, "maps maps")}},
	{"none beside another", "whatsapp maps", "whatsapp none", []exchange.Fault{fault(2, 13, "media", exchange.FaultOption, "whatsapp none")}},
	{"a rating past 4", "none,3", "none,5", []exchange.Fault{fault(2, 20, "S1", exchange.FaultRating, "5")}},
	{"a rating that is skipped", "none,3", "none,-", []exchange.Fault{fault(2, 20, "S1", exchange.FaultRating, "-")}},
	{"a rating that is missing", "none,3", "none,", []exchange.Fault{fault(2, 20, "S1", exchange.FaultUnrated, "")}},
	{"a line that is there twice", paperLine, paperLine + paperLine, []exchange.Fault{fault(3, 2, "number", exchange.FaultTwice, "1")}},
	{"a line of the database", "K-07,1", "K-01,1", []exchange.Fault{fault(2, 2, "number", exchange.FaultThere, "1")}},
	{"somebody who talks with the bot", "K-07,1", "T1-ff,2", []exchange.Fault{fault(2, 1, "business", exchange.FaultThere, "T1-ff")}},
	{"several faults", "to30,sma,own", "to99,S1,owned", []exchange.Fault{fault(2, 9, "age", exchange.FaultOption, "to99"), fault(2, 10, "education", exchange.FaultOption, "S1"), fault(2, 11, "funding", exchange.FaultOption, "owned")}},
}

// withPaper returns a database with an interview on paper and one of a conversation.
func withPaper(t testing.TB) *Store {
	t.Helper()
	s := openStore(t)
	talker{t, s, 4711}.arrives().finishes(1)
	exec(t, s, "UPDATE person SET created_at = 255999")
	mustImport(t, s, paperHead+strings.Replace(paperLine, "K-07", "K-01", 1)+strings.Replace(paperLine, "K-07", "008", 1))
	return s
}

func TestImport_NamesEveryFaultAndImportsNothing(t *testing.T) {
	t.Parallel()
	for _, c := range reasons {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := withPaper(t)
			before := exported(t, s, scoring.Scope{}, true)
			_, err := s.Import(t.Context(), strings.NewReader(strings.Replace(paperHead+paperLine, c.old, c.new, 1)), false)
			var faulty *exchange.Error
			if !errors.As(err, &faulty) {
				t.Fatalf("import: %v, want faults", err)
			}
			if diff := cmp.Diff(c.want, faulty.Faults); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, exported(t, s, scoring.Scope{}, true)); diff != "" {
				t.Errorf("the database has changed (-before +after):\n%s", diff)
			}
		})
	}

	t.Run("every reason is one of these or of the result", func(t *testing.T) {
		t.Parallel()
		known := []exchange.Reason{exchange.FaultUnfinished, exchange.FaultFigure, exchange.FaultResult}
		weights := []exchange.Reason{exchange.FaultFactor, exchange.FaultFactorTwice, exchange.FaultNegative, exchange.FaultUnweighted}
		for _, c := range reasons {
			for _, f := range c.want {
				known = append(known, f.Reason)
			}
		}
		for _, r := range exchange.Reasons {
			if !slices.Contains(known, r) && !slices.Contains(weights, r) {
				t.Errorf("no file has the fault %s", r)
			}
		}
	})
}

// TestImport_WorksOutWhatDoesNotApply takes in what people type who leave out what was not asked,
// and refuses whatever else is said to follow.
func TestImport_WorksOutWhatDoesNotApply(t *testing.T) {
	t.Parallel()
	line := func(version, media, strengths, weaknesses string) string {
		return "K-07," + version + ",balanced,2026-03-01,2026-03-02,Batik Jaya,1571,to30,sma,own,owner," + media + ",batik,single,to4,to300m,-,none," +
			strengths + "," + weaknesses + ",3,3,3,3,2,2,2,2"
	}
	offline := "S1 S2 S3 S4 S5 S6 S7 S8 W2 W5"
	for name, c := range map[string]struct{ line, implied, rated string }{
		"no medium, and the cells are left empty": {line("1,2", "none", ",,,,,,,", "2,,2,2,,2"), offline, "1 1 1 1 1 1 1 1 2 4 2 2 4 2"},
		"no medium, and the cells are filled":     {line("1,2", "none", "1,1,1,1,1,1,1,1", "2,4,2,2,4,2"), offline, "1 1 1 1 1 1 1 1 2 4 2 2 4 2"},
		"no buyers through the internet":          {line("1,2", "whatsapp", "1,2,2,2,2,2,2,", "2,2,2,2,2,2"), "S8", "1 2 2 2 2 2 2 1 2 2 2 2 2 2"},
		"version 1 asks everything":               {line("1,1", "none", "2,2,2,2,2,2,2,2", "2,2,2,2,2,2"), "", "2 2 2 2 2 2 2 2 2 2 2 2 2 2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			mustImport(t, s, strings.Replace(paperHead, "T4\n", "T4,implied\n", 1)+c.line+","+c.implied+"\n")
			factors := "S1 || ' ' || S2 || ' ' || S3 || ' ' || S4 || ' ' || S5 || ' ' || S6 || ' ' || S7 || ' ' || S8 || ' ' || W1 || ' ' || W2 || ' ' || W3 || ' ' || W4 || ' ' || W5 || ' ' || W6"
			if got := one[string](t, s, "SELECT implied || ': ' || "+factors+" FROM assessment"); got != c.implied+": "+c.rated {
				t.Errorf("taken in as %q, want %q", got, c.implied+": "+c.rated)
			}
			first := exported(t, s, scoring.Scope{}, true)
			again := openStore(t)
			mustImport(t, again, first)
			if second := exported(t, again, scoring.Scope{}, true); second != first {
				t.Errorf("the file is another one (-before +after):\n%s", cmp.Diff(first, second))
			}
		})
		t.Run(name+", and something else is said to follow", func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			_, err := s.Import(t.Context(), strings.NewReader(strings.Replace(paperHead, "T4\n", "T4,implied\n", 1)+c.line+",S1 W6\n"), false)
			var faulty *exchange.Error
			want := []exchange.Fault{fault(2, 42, "implied", exchange.FaultImplied, "S1 W6")}
			if !errors.As(err, &faulty) || !cmp.Equal(want, faulty.Faults) {
				t.Errorf("taken in with %v", err)
			}
		})
	}
}

func TestImport_RefusesAResultThatTheModelDoesNotGive(t *testing.T) {
	t.Parallel()
	head := strings.Replace(paperHead, "T4\n", "T4,x,y,ife,efe,quadrant,cell\n", 1)
	line := strings.TrimSuffix(paperLine, "\n")
	for _, c := range []struct {
		name, line string
		want       []exchange.Fault
	}{
		{"another point", line + ",0.5,0.4,3,3,growth,I\n", []exchange.Fault{fault(2, 43, "y", exchange.FaultResult, "0.4")}},
		{"another quadrant", line + ",0.5,0.5,3,3,defensive,I\n", []exchange.Fault{fault(2, 46, "quadrant", exchange.FaultResult, "defensive")}},
		{"another cell", line + ",,,,,,II\n", []exchange.Fault{fault(2, 47, "cell", exchange.FaultResult, "II")}},
		{"no number", line + ",half,,,,,\n", []exchange.Fault{fault(2, 42, "x", exchange.FaultFigure, "half")}},
		{"of an interview under way", strings.Replace(line, "02/03/2026", "", 1) + ",0.5,,,,,\n", []exchange.Fault{fault(2, 42, "x", exchange.FaultUnfinished, "0.5")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := openStore(t)
			done, err := s.Import(t.Context(), strings.NewReader(head+c.line), true)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(exchange.Imported{Skipped: 1, Faults: c.want}, done); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if n := one[int](t, s, "SELECT count(*) FROM assessment"); n != 0 {
				t.Errorf("%d interviews were taken in", n)
			}
		})
	}
}

func TestImport_SkipsFaultyLinesIfAsked(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	lines := []string{paperHead}
	for _, change := range []struct{ old, new string }{
		{"K-07,1", "K-01,1"}, {"K-07,1", "K-02,0"}, {"K-07", "K-03"}, {"sma", "S1"}, {"K-07,1", "K-01,2"}, {"K-07", "K-03"},
	} {
		lines = append(lines, strings.Replace(paperLine, change.old, change.new, 1))
	}
	done, err := s.Import(t.Context(), strings.NewReader(strings.Join(lines, "")), true)
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.Imported{Interviews: 3, Skipped: 3, Faults: []exchange.Fault{fault(3, 2, "number", exchange.FaultNumber, "0"), fault(5, 10, "education", exchange.FaultOption, "S1"), fault(7, 2, "number", exchange.FaultTwice, "1")}}
	if diff := cmp.Diff(want, done); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"K-01 1", "K-01 2", "K-03 1"}, list(t, s, "SELECT paper || ' ' || number FROM assessment ORDER BY 1")); diff != "" {
		t.Errorf("interviews (-want +got):\n%s", diff)
	}
	if n := one[int](t, s, "SELECT count(*) FROM result"); n != 3 {
		t.Errorf("%d results, want 3", n)
	}
}

func TestImport_CountsTheFaultsOfAKindPastTheFirst(t *testing.T) {
	t.Parallel()
	lines := []string{paperHead}
	for n := range 324 {
		line := strings.Replace(paperLine, "K-07", "K-"+strconv.Itoa(n), 1)
		line = strings.Replace(line, "1571", "Bandung", 1)
		if n == 300 {
			line = strings.Replace(line, ",sma,", ",SMA,", 1)
		}
		lines = append(lines, line)
	}
	var want []exchange.Fault
	for n := range 20 {
		want = append(want, fault(2+n, 8, "region", exchange.FaultRegion, "Bandung"))
	}
	want = append(want, fault(302, 10, "education", exchange.FaultOption, "SMA"))
	more := []exchange.More{{Reason: exchange.FaultRegion, Name: "region", Count: 304}}
	_, err := openStore(t).Import(t.Context(), strings.NewReader(strings.Join(lines, "")), false)
	var faulty *exchange.Error
	if !errors.As(err, &faulty) {
		t.Fatalf("import: %v, want faults", err)
	}
	if diff := cmp.Diff(&exchange.Error{Faults: want, More: more}, faulty); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	done, err := openStore(t).Import(t.Context(), strings.NewReader(strings.Join(lines, "")), true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(exchange.Imported{Skipped: 324, Faults: want, More: more}, done); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestImport_SupersedesEarlierInterviews(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	mustImport(t, s, paperHead+paperLine)
	mustImport(t, s, paperHead+strings.Replace(strings.Replace(paperLine, "K-07,1", "K-07,2", 1), "02/03/2026", "05/03/2026", 1))
	got := one[int64](t, s, "SELECT superseded_at FROM assessment WHERE number = 1")
	if want := time.Date(2026, 3, 5, 0, 0, 0, 0, batch.WIB).UnixMilli(); got != want {
		t.Errorf("superseded at %d, want %d", got, want)
	}
}

// TestImport_FindsFaultsBetweenChunks has faults that only show when a line is compared with an
// earlier chunk of the file, or with the model.
func TestImport_FindsFaultsBetweenChunks(t *testing.T) {
	t.Parallel()
	s := withPaper(t)
	head := strings.Replace(paperHead, "T4\n", "T4,x,y,ife,efe,quadrant,cell\n", 1)
	line := func(code, result string) string {
		return strings.TrimSuffix(strings.Replace(paperLine, "K-07", code, 1), "\n") + "," + result + "\n"
	}
	const chunk = 1 << 14 // interviews that are staged together
	var file strings.Builder
	file.WriteString(head)
	for n := range chunk {
		file.WriteString(line("B-"+strconv.Itoa(n), "0.5,0.5,3,3,growth,I"))
	}
	for _, l := range []string{line("B-0", ",,,,,"), line("T1-ff", ",,,,,"), line("B-new", "0.5,0.5,3,2.9,growth,I"), line(" K-01", ",,,,,"), line("B-last", ",,,,,")} {
		file.WriteString(l)
	}
	done, err := s.Import(t.Context(), strings.NewReader(file.String()), true)
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.Imported{Interviews: chunk + 1, Skipped: 4, Faults: []exchange.Fault{
		fault(chunk+2, 2, "number", exchange.FaultTwice, "1"),
		fault(chunk+3, 1, "business", exchange.FaultThere, "T1-ff"),
		fault(chunk+4, 45, "efe", exchange.FaultResult, "2.9"),
		fault(chunk+5, 2, "number", exchange.FaultThere, "1"),
	}}
	if diff := cmp.Diff(want, done); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"B-0", "B-last"}, list(t, s, "SELECT paper FROM assessment WHERE paper IN ('B-0', 'B-new', 'B-last', 'T1-ff') ORDER BY paper")); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}

func TestImport_RefusesAnEmptyFile(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"nothing at all": "", "a mark alone": "\ufeff", "empty lines": "\n\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var faulty *exchange.Error
			if _, err := openStore(t).Import(t.Context(), strings.NewReader(text), true); !errors.As(err, &faulty) {
				t.Errorf("import: %v, want that the columns are missing", err)
			}
		})
	}
	t.Run("but for the columns it is right", func(t *testing.T) {
		t.Parallel()
		if done := mustImport(t, openStore(t), paperHead); done.Interviews != 0 {
			t.Errorf("%d interviews of none", done.Interviews)
		}
	})
}

func TestImport_EndsWithTheContextAndImportsNothing(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	ctx, end := context.WithCancel(t.Context())
	text := paperHead + paperLine
	_, err := s.Import(ctx, readerFunc(func(p []byte) (int, error) {
		if text == "" {
			end()
			return copy(p, strings.Replace(paperLine, "K-07", "K-08", 1)), nil
		}
		n := copy(p, text)
		text = text[n:]
		return n, nil
	}), false)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("import: %v, want %v", err, context.Canceled)
	}
	if n := one[int](t, s, "SELECT count(*) FROM assessment"); n != 0 {
		t.Errorf("%d interviews were taken in", n)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestImport_ReadsNoOtherAssessment(t *testing.T) {
	t.Parallel()
	for _, step := range plan(t, openStore(t), model.InsertResults, 1, 2) {
		if strings.HasPrefix(step, "SCAN assessment") {
			t.Errorf("it reads every assessment: %s", step)
		}
	}
}

// Any file is either imported or refused, and what is imported is what the file says. A goroutine
// reads the file, so coverage differs a little from run to run: fuzz with -fuzzminimizetime 10x, or
// all the time goes into minimizing inputs.
func FuzzImport(f *testing.F) {
	f.Add(paperHead + paperLine)
	f.Add("\ufeff" + strings.ReplaceAll(paperHead+paperLine, ",", ";"))
	for _, c := range reasons {
		f.Add(strings.Replace(paperHead+paperLine, c.old, c.new, 1))
	}
	s, err := Open(f.Context(), filepath.Join(f.TempDir(), "ikmbot.db"), Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	f.Fuzz(func(t *testing.T, text string) {
		exec(t, s, "DELETE FROM assessment")
		done, err := s.Import(t.Context(), strings.NewReader(text), true)
		var faulty *exchange.Error
		if err != nil && !errors.As(err, &faulty) {
			t.Fatal(err)
		}
		if n := one[int](t, s, "SELECT count(*) FROM assessment"); n != done.Interviews {
			t.Fatalf("%d interviews are there, and %d are said to be", n, done.Interviews)
		}
		if n := one[int](t, s, "SELECT count(*) FROM assessment WHERE (finished_at IS NULL) = (id IN (SELECT assessment_id FROM result))"); n != 0 {
			t.Fatalf("%d interviews are finished without a result, or the contrary", n)
		}
		before := exported(t, s, scoring.Scope{}, true)
		exec(t, s, "DELETE FROM assessment")
		mustImport(t, s, before)
		if after := exported(t, s, scoring.Scope{}, true); after != before {
			t.Fatalf("the file is another one (-before +after):\n%s", cmp.Diff(before, after))
		}
	})
}

func fault(line, column int, name string, reason exchange.Reason, value string) exchange.Fault {
	return exchange.Fault{Line: line, Column: column, Name: name, Reason: reason, Value: value}
}
