// Package simulator is a Bot API server on loopback, over real HTTP. It stands in for Telegram in
// tests, in throughput measurements and in the local demo. It keeps chats as people see them on
// their phones, refuses what Telegram refuses, in Telegram's words, and can be told to fail in the
// ways in which networks and Telegram fail.
//
// It supports private chats and, as far as injected updates name them, groups; formatting by HTML
// or by entities; inline keyboards. It refuses other kinds of content, markup and methods.
package simulator
