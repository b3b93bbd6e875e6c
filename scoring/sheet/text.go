package sheet

import (
	"bufio"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// textWidth is the most characters in a line of text, the width of a terminal.
const textWidth = 80

// gap stands between two columns.
const gap = "  "

// Text writes tables one below the other, with numbers aligned right, in lines of at most 80
// characters. Longer cells continue on the next line.
func Text(w io.Writer, tables []Table, language Language) error {
	out := bufio.NewWriter(w)
	for i, t := range tables {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(t.Title + "\n" + strings.Repeat("─", utf8.RuneCountInString(t.Title)) + "\n")
		if t.Note != "" {
			writeLines(out, wrap(t.Note, textWidth))
		}
		textRows(out, language, t)
	}
	return out.Flush()
}

// textRows writes a table's head and rows.
func textRows(out *bufio.Writer, l Language, t Table) {
	var rows [][]string
	if len(t.Head) > 0 {
		rows = append(rows, t.Head)
	}
	for _, r := range t.Rows {
		row := make([]string, len(r))
		for i, cell := range r {
			row[i] = cellText(l, cell)
		}
		rows = append(rows, row)
	}
	widths := columnWidths(rows)
	for _, row := range rows {
		writeLines(out, textRow(row, widths, t.numeric))
	}
}

// cellText is a cell in words.
func cellText(l Language, cell any) string {
	switch c := cell.(type) {
	case int:
		return l.Number(c)
	case Figure:
		return l.Figure(float64(c))
	case Weight:
		return l.Weight(float64(c))
	case Share:
		return l.Number(int(math.Round(100*float64(c)))) + "%"
	}
	return cell.(string)
}

// numeric reports whether a column holds numbers, judging by its first row. A table without a head
// has mixed values in a column, which are aligned left.
func (t Table) numeric(column int) bool {
	if len(t.Head) == 0 || len(t.Rows) == 0 {
		return false
	}
	_, words := t.Rows[0][column].(string)
	return !words
}

// columnWidths returns the widths of the columns; the widest is reduced if a line would be too
// long.
func columnWidths(rows [][]string) []int {
	if len(rows) == 0 {
		return nil
	}
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	total, widest := len(gap)*(len(widths)-1), 0
	for i, width := range widths {
		total += width
		if width > widths[widest] {
			widest = i
		}
	}
	widths[widest] -= max(0, total-textWidth)
	return widths
}

// textRow lays out one row, on several lines if a cell needs them.
func textRow(row []string, widths []int, numeric func(int) bool) []string {
	wrapped, height := make([][]string, len(row)), 0
	for i, cell := range row {
		wrapped[i] = wrap(cell, widths[i])
		height = max(height, len(wrapped[i]))
	}
	lines := make([]string, height)
	for n := range lines {
		fields := make([]string, len(row))
		for i := range row {
			text := ""
			if n < len(wrapped[i]) {
				text = wrapped[i][n]
			}
			fields[i] = pad(text, widths[i], numeric(i))
		}
		lines[n] = strings.TrimRight(strings.Join(fields, gap), " ")
	}
	return lines
}

// pad pads a text with spaces to a width.
func pad(text string, width int, right bool) string {
	room := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
	if right {
		return room + text
	}
	return text + room
}

// wrap breaks a text between words. A word longer than the width stays whole.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

func writeLines(out *bufio.Writer, lines []string) {
	for _, line := range lines {
		out.WriteString(line + "\n")
	}
}
