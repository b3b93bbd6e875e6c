package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ikmbot/bot/simulator"
	"ikmbot/scoring/store"
)

// filesOf lets an officer ask for the files of the recap and gives those of the last button
// tapped: of the workbook without names, with names, and the CSV.
func (w *world) filesOf(officer *owner) map[string]*simulator.File {
	w.t.Helper()
	files := map[string]*simulator.File{}
	officer.Send("/rekap")
	w.settle()
	officer.TapForged(officer.Last().ID, find(buttons(officer.Last()), "rk:files", ""))
	w.settle()
	choices := officer.Last()
	for _, kind := range []string{"workbook", "names", "csv"} {
		officer.TapForged(choices.ID, find(buttons(choices), "rk:"+kind+".", ""))
		w.settle()
		if files[kind] = officer.Last().File; files[kind] == nil {
			w.t.Fatalf("no file came for %s: %+v", kind, officer.Last())
		}
	}
	return files
}

func TestExport_TellsWhoTheOwnersAreOnlyWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	w := openWorldWith(t, store.Options{Administrators: []int64{7}})
	w.run()
	officer := newOwner(w.Server, 7)
	officer.Start("")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for i := range 6 {
		if err := newOwner(w.Server, 100_001+int64(i)).interview(ctx); err != nil {
			t.Fatal(err)
		}
	}
	w.settle()
	files := w.filesOf(officer)
	for kind, identities := range map[string]bool{"workbook": false, "names": true} {
		book, err := excelize.OpenReader(bytes.NewReader(files[kind].Data))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows("Usaha")
		if err != nil || len(rows) != 2+6 {
			t.Fatalf("%s has %d rows, %v; want two heads and six businesses", kind, len(rows), err)
		}
		for i, row := range rows[2:] {
			if known := strings.Contains(strings.Join(row, " "), fmt.Sprint(100_001+i)); known != identities {
				t.Errorf("%s: the Telegram id is there: %t, want %t: %v", kind, known, identities, row)
			}
		}
	}
	if text := string(files["csv"].Data); strings.Contains(text, "10000") || strings.Count(text, "\n") != 7 {
		t.Errorf("the CSV is\n%s", text)
	}
	var notes string
	w.query(&notes, "SELECT group_concat(json_extract(deed, '$.key'), ' ') FROM audit")
	if diff := cmp.Diff("audit.exported audit.exported_names audit.exported", notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}
