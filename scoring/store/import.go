package store

import (
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// importChunk is of how many interviews the results are worked out together.
const importChunk = 500

// Imported tells what became of a file.
type Imported struct {
	Interviews int // taken in
	Skipped    int // faulty lines that were passed over
	Faults     []ImportFault
}

// ImportError is returned by Import for a file that was not taken in, with everything that is
// wrong with it.
type ImportError struct {
	Faults []ImportFault // by line
}

func (e *ImportError) Error() string { return fmt.Sprintf("%d faults in the file", len(e.Faults)) }

// Import takes in a file of interviews in the form that WriteCSV gives it: semicolons or
// commas, with or without a byte order mark, the columns in any order. The interviews are kept as
// such on paper, whoever they were first held with, and scored by the views as any other.
//
// All of it happens, or nothing: a fault gives an [*ImportError]. With skipFaulty, faulty lines
// are passed over and told; without the right columns nothing can be read all the same.
func (s *Store) Import(ctx context.Context, from io.Reader, skipFaulty bool) (Imported, error) {
	var done Imported
	err := s.write(ctx, func(tx *sql.Tx) error {
		i := &importing{ctx: ctx, tx: tx, now: s.now()}
		if err := i.file(from); err != nil {
			return err
		}
		if len(i.Faults) > 0 && !skipFaulty {
			return &ImportError{i.Faults}
		}
		done = i.Imported
		return nil
	})
	if err != nil {
		return Imported{}, fmt.Errorf("import interviews: %w", err)
	}
	return done, nil
}

// importing is a file being taken in.
type importing struct {
	Imported
	ctx     context.Context // asked between lines only, for an interrupted statement undoes the transaction
	tx      *sql.Tx
	now     int64
	regions map[int]bool
	weights map[string]int64 // ids of the weight sets by their names
	columns []column         // as they stand in the file
	insert  *sql.Stmt
	first   int64  // id of the first assessment of the file; 0: none so far
	chunk   []line // inserted, and without results so far
}

// file takes in every line that can be. What it returns ends the import.
func (i *importing) file(from io.Reader) error {
	lines, err := openLines(from)
	if err != nil {
		return err
	}
	if err := i.prepare(); err != nil {
		return err
	}
	defer i.insert.Close()
	head, err := lines.next()
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !i.head(head) {
		return &ImportError{i.Faults}
	}
	if err := i.lines(lines); err != nil {
		return err
	}
	slices.SortStableFunc(i.Faults, func(a, b ImportFault) int { return a.Line - b.Line })
	if i.first == 0 {
		return nil
	}
	return supersedeFrom(i.tx, i.first)
}

// lines takes the lines behind the first.
func (i *importing) lines(lines *lineReader) error {
	for {
		l, err := lines.next()
		if errors.Is(err, io.EOF) {
			return i.settle()
		}
		if err := errors.Join(err, i.ctx.Err()); err != nil {
			return err
		}
		if err := i.take(l); err != nil {
			return err
		}
	}
}

// prepare reads what cells can name, and makes the statement that stores a line ready.
func (i *importing) prepare() error {
	regions, err := readRegions(context.Background(), i.tx)
	if err != nil {
		return err
	}
	i.regions = map[int]bool{}
	for _, r := range regions {
		i.regions[r.Code] = true
	}
	rows, err := i.tx.Query("SELECT name, id FROM weight_set")
	if err != nil {
		return fmt.Errorf("read weight sets: %w", err)
	}
	type set struct {
		name string
		id   int64
	}
	sets, err := scanAll(rows, func(s *set) []any { return []any{&s.name, &s.id} })
	if err != nil {
		return fmt.Errorf("read weight sets: %w", err)
	}
	i.weights = map[string]int64{}
	for _, s := range sets {
		i.weights[s.name] = s.id
	}
	columns := append([]string{"paper", "number", "questionnaire", "weight_set_id", "started_at", "finished_at", "skipped"}, answerColumns...)
	i.insert, err = i.tx.Prepare("INSERT INTO assessment (" + strings.Join(columns, ", ") +
		") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ") ON CONFLICT DO NOTHING")
	return err
}

// head tells whether the columns are those of the format, each once.
func (i *importing) head(head line) bool {
	if head.quote {
		i.fault(head, -1, FaultQuote)
		return false
	}
	for n, name := range head.cells {
		c := newColumn(strings.TrimSpace(name))
		twice := i.place(c.name) >= 0
		i.columns = append(i.columns, c)
		switch {
		case !slices.Contains(csvColumns, c.name):
			i.fault(head, n, FaultColumn)
		case twice:
			i.fault(head, n, FaultColumnTwice)
		}
	}
	for _, name := range csvColumns {
		if i.place(name) < 0 && !slices.Contains(resultColumns, name) {
			i.Faults = append(i.Faults, ImportFault{Line: head.number, Name: name, Reason: FaultNoColumn})
		}
	}
	return len(i.Faults) == 0
}

// place is where a column stands in the file, from 0; -1: nowhere.
func (i *importing) place(name string) int {
	return slices.IndexFunc(i.columns, func(c column) bool { return c.name == name })
}

// take stores one line, unless it is faulty.
func (i *importing) take(l line) error {
	before := len(i.Faults)
	if row := i.read(&l); len(i.Faults) == before {
		if err := i.store(l, row); err != nil {
			return fmt.Errorf("store line %d: %w", l.number, err)
		}
	}
	if len(i.Faults) > before {
		i.Skipped++
	}
	if len(i.chunk) == importChunk {
		return i.settle()
	}
	return nil
}

// store inserts a line's interview; one that is there already is a fault.
func (i *importing) store(l line, row []any) error {
	taken, err := i.inConversation(l.business)
	if err != nil {
		return err
	}
	if taken {
		i.fault(l, i.place("business"), FaultThere)
		return nil
	}
	done, err := i.insert.Exec(row...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, i.twice(l))
	}
	if l.assessment, err = done.LastInsertId(); err != nil {
		return err
	}
	if i.first == 0 {
		i.first = l.assessment
	}
	i.Interviews++
	i.chunk = append(i.chunk, l)
	return nil
}

// inConversation tells whether a code is that of somebody who talks with the bot.
func (i *importing) inConversation(code string) (taken bool, err error) {
	if !strings.HasPrefix(code, "T") {
		return false, nil
	}
	var id, second int64
	if n, _ := fmt.Sscanf(code, "T%d-%x", &id, &second); n != 2 {
		return false, nil
	}
	err = i.tx.QueryRow("SELECT EXISTS (SELECT 1 FROM person WHERE id = ? AND "+conversationCode+" = ?)", id, code).Scan(&taken)
	return taken, err
}

// twice notes an interview that stands in the file twice, or in the database already.
func (i *importing) twice(l line) error {
	var there int64
	if err := i.tx.QueryRow("SELECT id FROM assessment WHERE business = ? AND number = ?", l.business, l.interview).Scan(&there); err != nil {
		return err
	}
	reason := FaultThere
	if i.first != 0 && there >= i.first {
		reason = FaultTwice
	}
	i.fault(l, i.place("number"), reason)
	return nil
}

// settle keeps what the views say of the interviews of a chunk. Where a line has another
// result, somebody has changed the one or the other: it is a fault, and the interview goes again.
func (i *importing) settle() error {
	if len(i.chunk) == 0 {
		return nil
	}
	from, to := i.chunk[0].assessment, i.chunk[len(i.chunk)-1].assessment
	if err := keepResults(i.tx, from, to); err != nil {
		return err
	}
	results, err := readResults(i.tx, from, to)
	if err != nil {
		return err
	}
	for _, l := range i.chunk {
		column, differs := l.differs(results[l.assessment])
		if !differs {
			continue
		}
		i.fault(l, i.place(column), FaultResult)
		i.Interviews--
		i.Skipped++
		if _, err := i.tx.Exec("DELETE FROM assessment WHERE id = ?", l.assessment); err != nil {
			return fmt.Errorf("take back line %d: %w", l.number, err)
		}
	}
	i.chunk = i.chunk[:0]
	return nil
}

// openLines reads the lines of a file, whichever way they are separated.
func openLines(from io.Reader) (*lineReader, error) {
	text, separator, err := sniff(from)
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	reader := csv.NewReader(text)
	reader.Comma, reader.FieldsPerRecord = separator, -1
	return &lineReader{csv: reader}, nil
}
