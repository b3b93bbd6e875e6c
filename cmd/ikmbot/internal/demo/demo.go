// Package demo is the same bot on this machine alone, against a simulator: on a web page with an
// owner's phone and an officer's, and in the terminal.
package demo

import (
	"io"
	"slices"

	"ikmbot/bot/simulator"
	"ikmbot/cmd/ikmbot/internal/service"
)

// Whose phones the demo shows, by their Telegram ids.
const (
	ownerID     = 1001
	officerID   = 1002 // an administrator
	nextOwnerID = 1003 // and so on
)

// username is the bot's.
const username = "ikmbot_demo"

// Demo is what the demo needs.
type Demo struct {
	Service  service.Config // without a Bot API server, which the demo brings
	Language string         // of the phones, and of what the demo itself says
	In       io.Reader      // of the terminal
	Out      io.Writer
	Listen   string // where the page is served; empty: any free port of this machine
	Crowd    int    // sample businesses that the page can bring in
}

// config is the service with a simulator for Telegram, and the officer for an administrator.
func (d Demo) config(server *simulator.Server) service.Config {
	c := d.Service
	c.Token, c.URL = server.Token(), server.URL()
	c.Administrators = append(slices.Clone(c.Administrators), officerID)
	return c
}

// say is one of the program's own messages.
func (d Demo) say(key string, args map[string]any) string {
	return d.Service.Catalog.Say(d.Language, "program."+key, args)
}
