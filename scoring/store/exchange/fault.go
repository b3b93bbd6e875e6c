package exchange

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// Fault is one thing that is wrong with a file to import.
type Fault struct {
	Line   int    // from 1, as an editor counts; an interview may span several; 0: in no line
	Column int    // from 1; 0: the fault is in no column
	Name   string // of the column; empty if Column is 0, unless a column or a factor is missing
	Reason Reason
	Value  string // content of the cell, shortened; it may be anything
}

// More counts the faults of a kind that are not listed.
type More struct {
	Reason Reason
	Name   string // of the column; may be empty
	Count  int
}

// Error is returned for a file that was not imported.
type Error struct {
	Faults []Fault // by line; of each kind the first ones
	More   []More  // the other ones
}

func (e *Error) Error() string {
	n := len(e.Faults)
	for _, m := range e.More {
		n += m.Count
	}
	return fmt.Sprintf("%d faults in the file", n)
}

// Reason is why something can't be imported.
type Reason string

// The reasons.
const (
	FaultBlank       Reason = "blank"        // the file is empty
	FaultWorkbook    Reason = "workbook"     // a workbook that can't be read
	FaultTooLong     Reason = "too_long"     // the line is too long for a table
	FaultColumn      Reason = "column"       // no such column exists
	FaultColumnTwice Reason = "column_twice" // the column occurs twice
	FaultNoColumn    Reason = "no_column"    // the column is missing
	FaultCells       Reason = "cells"        // the line has more or fewer cells than the first one
	FaultQuote       Reason = "quote"        // a quotation mark stands alone
	FaultEncoding    Reason = "encoding"     // not UTF-8
	FaultEmpty       Reason = "empty"        // must be filled in
	FaultName        Reason = "name"         // longer than 60 characters, or without a visible one
	FaultRewritten   Reason = "rewritten"    // a number or a date that a spreadsheet made of a code
	FaultZeros       Reason = "zeros"        // a code that the database has with zeros before it
	FaultNumber      Reason = "number"       // not a whole number from 1
	FaultVersion     Reason = "version"      // no questionnaire has this version
	FaultWeights     Reason = "weights"      // no weight set has this name
	FaultTime        Reason = "time"         // neither a day nor a time
	FaultFuture      Reason = "future"       // is in the future
	FaultOrder       Reason = "order"        // finished before it was started
	FaultRegion      Reason = "region"       // no region has this code or name
	FaultOption      Reason = "option"       // not one of the question's codes
	FaultRating      Reason = "rating"       // not a rating 1 to 4
	FaultUnrated     Reason = "unrated"      // finished, and without this rating
	FaultImplied     Reason = "implied"      // not what follows from the other answers
	FaultUnfinished  Reason = "unfinished"   // has a result but is not finished
	FaultFigure      Reason = "figure"       // not a number
	FaultResult      Reason = "result"       // differs from the model's result for these answers
	FaultThere       Reason = "there"        // the database has it already
	FaultTwice       Reason = "twice"        // occurs earlier in the file
	FaultFactor      Reason = "factor"       // not a factor of the study
	FaultFactorTwice Reason = "factor_twice" // the factor has a weight earlier in the file
	FaultNegative    Reason = "negative"     // a weight below 0
	FaultUnweighted  Reason = "unweighted"   // the factor has no weight
)

// Reasons lists the reasons, for those who put them into words.
var Reasons = []Reason{
	FaultBlank, FaultWorkbook, FaultTooLong,
	FaultColumn, FaultColumnTwice, FaultNoColumn, FaultCells, FaultQuote, FaultEncoding, FaultEmpty, FaultName, FaultRewritten, FaultZeros,
	FaultNumber, FaultVersion, FaultWeights, FaultTime, FaultFuture, FaultOrder, FaultRegion, FaultOption,
	FaultRating, FaultUnrated, FaultImplied, FaultUnfinished, FaultFigure, FaultResult, FaultThere, FaultTwice,
	FaultFactor, FaultFactorTwice, FaultNegative, FaultUnweighted,
}

// listed is how many faults of a kind are listed.
const listed = 20

// faultList holds faults: of each kind the first ones, and how many there are.
type faultList struct {
	faults []Fault
	counts map[kind]int
}

// kind is what is wrong in a column, or with the columns.
type kind struct {
	reason Reason
	name   string
}

func (l *faultList) add(f Fault) {
	k := kind{f.Reason, f.Name}
	if f.Line <= 0 || f.Reason == FaultColumn || f.Reason == FaultNoColumn {
		k.name = ""
	}
	if l.counts == nil {
		l.counts = map[kind]int{}
	}
	if l.counts[k]++; l.counts[k] <= listed {
		l.faults = append(l.faults, f)
	}
}

// rest counts the faults that are not listed.
func (l *faultList) rest() (more []More) {
	for k, n := range l.counts {
		if n > listed {
			more = append(more, More{k.reason, k.name, n - listed})
		}
	}
	slices.SortFunc(more, func(a, b More) int {
		return slices.IndexFunc(l.faults, a.isOf) - slices.IndexFunc(l.faults, b.isOf)
	})
	return more
}

// isOf reports whether a fault is of the kind.
func (m More) isOf(f Fault) bool { return f.Reason == m.Reason && (m.Name == "" || f.Name == m.Name) }

// err returns the faults as an error; nil if there are none.
func (l *faultList) err() error {
	if len(l.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(l.faults, byLine)
	return &Error{l.faults, l.rest()}
}

// byLine orders faults by their lines; those in no line come last.
func byLine(a, b Fault) int {
	if (a.Line == 0) != (b.Line == 0) {
		return b.Line - a.Line
	}
	return a.Line - b.Line
}

// shownValue is how much of a value a fault shows, in characters.
const shownValue = 40

func short(value string) string {
	if utf8.RuneCountInString(value) <= shownValue {
		return value
	}
	return string([]rune(value)[:shownValue]) + "…"
}
