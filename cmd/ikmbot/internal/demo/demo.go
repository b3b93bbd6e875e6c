// Package demo runs the bot on this machine against a simulator: on a web page with the phones of
// an owner and an officer, or in the terminal.
package demo

import (
	"io"
	"slices"

	"ikmbot/bot/simulator"
	"ikmbot/cmd/ikmbot/internal/service"
)

// The Telegram ids of the people whose phones the demo shows.
const (
	ownerID     = 1001
	officerID   = 1002 // an administrator
	nextOwnerID = 1003 // of the first owner who joins
)

// username is the bot's username.
const username = "ikmbot_demo"

// Demo holds what the demo needs.
type Demo struct {
	Service  service.Config // without token and URL, which the simulator gives
	Language string         // of the phones and of the demo's own messages
	In       io.Reader      // of the terminal
	Out      io.Writer
	Listen   string // address of the page; empty: any free port of this machine
	Crowd    int    // sample owners that the page can add
}

// config is the service with a simulator in place of Telegram and the officer as an administrator.
func (d Demo) config(server *simulator.Server) service.Config {
	c := d.Service
	c.Token, c.URL = server.Token(), server.URL()
	c.Administrators = append(slices.Clone(c.Administrators), officerID)
	return c
}

// say returns one of the program's own messages.
func (d Demo) say(key string, args map[string]any) string {
	return d.Service.Catalog.Say(d.Language, "program."+key, args)
}
