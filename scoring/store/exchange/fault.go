package exchange

import "unicode/utf8"

// Fault is one thing that is wrong with a file to import.
type Fault struct {
	Line   int    // from 1, as an editor counts; an interview may span several
	Column int    // from 1; 0: the fault is in no column
	Name   string // of the column; empty if Column is 0, unless the column is missing
	Reason Reason
	Value  string // content of the cell, shortened; it may be anything
}

// Reason is why something can't be imported.
type Reason string

// The reasons.
const (
	FaultColumn      Reason = "column"       // no such column exists
	FaultColumnTwice Reason = "column_twice" // the column occurs twice
	FaultNoColumn    Reason = "no_column"    // the column is missing
	FaultCells       Reason = "cells"        // the line has more or fewer cells than the first one
	FaultQuote       Reason = "quote"        // a quotation mark stands alone
	FaultEncoding    Reason = "encoding"     // not UTF-8
	FaultEmpty       Reason = "empty"        // must be filled in
	FaultName        Reason = "name"         // longer than 60 characters, or without a visible one
	FaultNumber      Reason = "number"       // not a whole number from 1
	FaultVersion     Reason = "version"      // no questionnaire has this version
	FaultWeights     Reason = "weights"      // no weight set has this name
	FaultTime        Reason = "time"         // neither a day nor a time in UTC
	FaultFuture      Reason = "future"       // is in the future
	FaultOrder       Reason = "order"        // finished before it was started
	FaultRegion      Reason = "region"       // no region has this code
	FaultOption      Reason = "option"       // not one of the question's codes
	FaultRating      Reason = "rating"       // not a rating 1 to 4
	FaultUnrated     Reason = "unrated"      // finished, and without this rating
	FaultUnfinished  Reason = "unfinished"   // has a result but is not finished
	FaultFigure      Reason = "figure"       // not a number
	FaultResult      Reason = "result"       // differs from the model's result for these answers
	FaultThere       Reason = "there"        // the database has it already
	FaultTwice       Reason = "twice"        // occurs earlier in the file
)

// Reasons lists the reasons, for those who put them into words.
var Reasons = []Reason{
	FaultColumn, FaultColumnTwice, FaultNoColumn, FaultCells, FaultQuote, FaultEncoding, FaultEmpty, FaultName,
	FaultNumber, FaultVersion, FaultWeights, FaultTime, FaultFuture, FaultOrder, FaultRegion, FaultOption,
	FaultRating, FaultUnrated, FaultUnfinished, FaultFigure, FaultResult, FaultThere, FaultTwice,
}

// shownValue is how much of a value a fault shows, in characters.
const shownValue = 40

func short(value string) string {
	if utf8.RuneCountInString(value) <= shownValue {
		return value
	}
	return string([]rune(value)[:shownValue]) + "…"
}
