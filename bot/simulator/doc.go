// Package simulator is a Bot API server on loopback, over real HTTP: the stand-in for Telegram in tests, in throughput
// measurements and in the local demo. It keeps chats as the people see them on their phones, refuses what Telegram
// refuses in Telegram's words, and can be told to fail in the ways networks and Telegram fail.
//
// It knows private chats and, as far as an injected update names them, groups; formatting by HTML or by entities;
// inline keyboards. Other kinds of content, markup and methods are refused.
package simulator
