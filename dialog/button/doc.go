// Package button is the grammar of callback data: what a tapped button says it does. It is written
// and read only here. Data may be old or forged, so parsing trusts nothing but its form; what a
// button then does is up to the package of its subject.
package button
