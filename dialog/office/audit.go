package office

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// Audit is a page of the audit log, the newest entry first.
type Audit struct {
	Entries []AuditEntry
	More    bool // there are older entries
}

// AuditEntry is an officer's action.
type AuditEntry struct {
	ID       int64
	At       int64  // unix milliseconds
	Who      string // the officer; empty: an administrator or somebody who was erased
	Admin    bool
	Concerns bool     // it concerns another officer
	About    string   // that officer; empty: somebody who was erased
	Deed     say.Text // what was done
}

// Tell lists the entries, with a button for the older ones.
func (a *Audit) Tell(r say.Reply) say.Reply {
	if len(a.Entries) == 0 {
		r.Parts = []say.Text{say.Message("audit.empty")}
		return r
	}
	lines := make([]say.Text, len(a.Entries))
	for i, e := range a.Entries {
		lines[i] = e.line()
	}
	r.Parts = []say.Text{say.Message("audit.head"), {Key: "audit.list", Args: say.Args{"Lines": say.Words(lines...)}}}
	if a.More {
		last := a.Entries[len(a.Entries)-1].ID
		r.Keys = say.Row(say.Choice{Label: say.Message("button.older"),
			Data: button.Data(button.Officer, actAudit, button.ID(last))})
	}
	return r
}

func (e AuditEntry) line() say.Text {
	line := say.Text{Key: "audit.line", Args: say.Args{
		"Moment": say.Moment(e.At), "Who": OfficerRecord{Name: e.Who, Admin: e.Admin}.Title(), "Deed": say.Words(e.Deed)}}
	if e.Concerns {
		line = say.Text{Key: "audit.line_about", Args: say.Args{"Line": say.Words(line),
			"About": OfficerRecord{Name: e.About}.Title()}}
	}
	return line
}
