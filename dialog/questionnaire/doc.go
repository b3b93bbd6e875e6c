// Package questionnaire holds the questions of every released version, and answers as data. Package
// interview asks them.
package questionnaire
