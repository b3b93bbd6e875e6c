package store

import "unicode/utf8"

// ImportFault is one thing that is wrong with a file to import.
type ImportFault struct {
	Line   int    // from 1, as an editor counts; an interview may take several
	Column int    // from 1; 0: the fault is not in one
	Name   string // of the column; empty where Column is 0, but for a column that is missing
	Reason ImportReason
	Value  string // what stands there, cut short; it may hold anything
}

// ImportReason is why something can't be taken in.
type ImportReason string

// The reasons.
const (
	FaultColumn      ImportReason = "column"       // a column of this name is not known
	FaultColumnTwice ImportReason = "column_twice" // the column is there already
	FaultNoColumn    ImportReason = "no_column"    // the column is missing
	FaultCells       ImportReason = "cells"        // the line has more or fewer cells than the first one
	FaultQuote       ImportReason = "quote"        // a quotation mark stands alone
	FaultEncoding    ImportReason = "encoding"     // not UTF-8
	FaultEmpty       ImportReason = "empty"        // must be filled in
	FaultName        ImportReason = "name"         // longer than 60 characters, or without any to be seen
	FaultNumber      ImportReason = "number"       // not a whole number from 1
	FaultVersion     ImportReason = "version"      // no questionnaire has this version
	FaultWeights     ImportReason = "weights"      // no weight set has this name
	FaultTime        ImportReason = "time"         // not a day, nor a time in UTC
	FaultFuture      ImportReason = "future"       // has not come yet
	FaultOrder       ImportReason = "order"        // finished before it was started
	FaultRegion      ImportReason = "region"       // no region has this code
	FaultOption      ImportReason = "option"       // not one of the question's codes
	FaultRating      ImportReason = "rating"       // not a rating 1 to 4
	FaultUnrated     ImportReason = "unrated"      // finished, and without this rating
	FaultUnfinished  ImportReason = "unfinished"   // has a result, and is not finished
	FaultFigure      ImportReason = "figure"       // not a number
	FaultResult      ImportReason = "result"       // not what the model says of these answers
	FaultThere       ImportReason = "there"        // the database holds it already
	FaultTwice       ImportReason = "twice"        // stands further up in the file
)

// ImportReasons lists the reasons, for whoever says them.
var ImportReasons = []ImportReason{
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
