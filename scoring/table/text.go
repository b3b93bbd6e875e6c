package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// lines are the rows of a file of CSV.
type lines struct {
	csv     *csv.Reader
	limited *limited
	skipped int // lines above the first row that is read
	line    int // of the latest row
}

// sniffed is how much of a file is looked at to find its encoding and separator, in bytes.
const sniffed = 1 << 13

// openText finds the encoding, the line ends and the separator of a file of CSV.
func openText(from *bufio.Reader, column string) (*lines, error) {
	text, start, err := decoded(from)
	if err != nil {
		return nil, err
	}
	l := &lines{limited: &limited{from: text}}
	if bytes.IndexByte(start, '\r') >= 0 && bytes.IndexByte(start, '\n') < 0 {
		l.limited.from = &newLines{text}
		start = bytes.ReplaceAll(start, []byte("\r"), []byte("\n"))
	}
	separator := separatorOf(start, column)
	if first, _, _ := bytes.Cut(start, []byte("\n")); isSeparatorLine(first) {
		separator, _ = utf8.DecodeRune(first[len("sep="):])
		if _, err := io.CopyN(io.Discard, text, int64(min(len(first)+1, len(start)))); err != nil {
			return nil, err
		}
		l.skipped = 1
	}
	l.csv = csv.NewReader(l.limited)
	l.csv.Comma, l.csv.FieldsPerRecord, l.csv.ReuseRecord = separator, -1, true
	return l, nil
}

// decoded returns a file as UTF-8 without a byte order mark, and its beginning. Other encodings than
// UTF-16 are not recognized.
func decoded(from *bufio.Reader) (text *bufio.Reader, start []byte, err error) {
	mark, err := from.Peek(3)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	text = from
	switch {
	case string(mark) == "\ufeff":
		_, err = from.Discard(len(mark))
	case len(mark) >= 2 && mark[0] == 0xff && mark[1] == 0xfe, len(mark) >= 2 && mark[0] != 0 && mark[1] == 0:
		text = utf16(from, unicode.LittleEndian)
	case len(mark) >= 2 && mark[0] == 0xfe && mark[1] == 0xff, len(mark) >= 2 && mark[0] == 0 && mark[1] != 0:
		text = utf16(from, unicode.BigEndian)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	start, err = text.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, err
	}
	return text, start, nil
}

func utf16(from io.Reader, order unicode.Endianness) *bufio.Reader {
	return bufio.NewReaderSize(transform.NewReader(from, unicode.UTF16(order, unicode.UseBOM).NewDecoder()), 1<<16)
}

// isSeparatorLine reports whether a line tells spreadsheets the separator: "sep=;".
func isSeparatorLine(line []byte) bool {
	told, ok := strings.CutPrefix(strings.TrimRight(string(line), "\r"), "sep=")
	return ok && len(told) == 1 && strings.ContainsAny(told, ";,\t|")
}

// separatorOf finds the separator in the beginning of a file: the one that cuts a cell of the name of
// the column out of a line, or else one that the first line contains.
func separatorOf(start []byte, column string) rune {
	for line := range bytes.Lines(start) {
		for _, separator := range ";,\t" {
			cells := strings.Split(strings.TrimSpace(string(line)), string(separator))
			for i := range cells {
				cells[i] = strings.Trim(cells[i], `" `)
			}
			if len(cells) > 1 && has(cells, column) {
				return separator
			}
		}
	}
	first, _, _ := bytes.Cut(start, []byte("\n"))
	for _, separator := range ";\t" {
		if bytes.ContainsRune(first, separator) {
			return separator
		}
	}
	return ','
}

func (l *lines) next() (Row, error) {
	l.limited.left = maxRow
	cells, err := l.csv.Read()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		return Row{}, &Fault{broken.StartLine + l.skipped, Quote}
	case errors.Is(err, errTooLong):
		return Row{}, &Fault{l.line + 1, TooLong}
	case err != nil:
		return Row{}, err
	}
	line, _ := l.csv.FieldPos(0)
	l.line = line + l.skipped
	return Row{l.line, cells}, nil
}

func (l *lines) close() error { return nil }

// errTooLong is returned by limited for a row that is too long.
var errTooLong = errors.New("the row is too long")

// limited reads so much that a row with an end is read whole.
type limited struct {
	from io.Reader
	left int
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooLong
	}
	n, err := l.from.Read(p)
	l.left -= n
	return n, err
}

// newLines reads lines that end in a carriage return alone.
type newLines struct{ from io.Reader }

func (r *newLines) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
