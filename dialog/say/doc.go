// Package say holds what the bot says to a person: message keys with their parameters, keyboards,
// replies, and the figures that a reply still needs. The words are in locales; who is spoken to is
// unknown here.
package say
