// Package say holds what is said back to a person: message keys with their parameters, keyboards,
// replies, and which figures a reply still needs. The words stand in locales, and whoever is spoken to
// is not known here.
package say
