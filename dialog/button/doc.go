// Package button is the grammar of callback data: what a tapped button says that it is for. It is
// written and read here and nowhere else. Data may be old or forged, so reading it trusts nothing but
// its form; what a button then does is the business of the package whose subject it is.
package button
