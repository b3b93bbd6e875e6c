package office

import (
	"ikmbot/dialog/button"
	"ikmbot/dialog/say"
)

// Made is a new invitation.
type Made struct {
	Name    string
	Payload string // of the link: the only place where the secret is shown
	Expires int64  // unix milliseconds
}

// Tell gives the administrator the link to pass on.
func (m *Made) Tell(r say.Reply) say.Reply {
	r.Parts = []say.Text{{Key: "officer.invitation", Args: say.Args{
		"Name": say.Raw(m.Name), "Link": say.Value{Start: m.Payload}, "Day": say.Day(m.Expires)}}}
	r.Keys = say.Row(say.Choice{Label: say.Message("button.officers"), Data: button.Data(button.Officer, actList)})
	return r
}

// Roster holds the officers and the valid invitations.
type Roster struct {
	Officers    []OfficerRecord
	Invitations []InvitationRecord
	Regions     []say.Region
}

// OfficerRecord is an officer in the roster.
type OfficerRecord struct {
	ID      int64
	Name    string // empty: an administrator from the settings
	Admin   bool
	Regions []int
	Since   int64 // unix milliseconds
}

// InvitationRecord is an invitation in the roster.
type InvitationRecord struct {
	ID      int64
	Name    string
	Regions []int
	Expires int64 // unix milliseconds
}

// Tell lists the roster, or asks the administrator to confirm that one officer is removed.
func (o *Roster) Tell(r say.Reply) say.Reply {
	if r.Need.Officer != 0 {
		return o.askRemoval(r)
	}
	lines := make([]say.Text, 0, len(o.Officers))
	var remove, revoke []say.Choice
	for i, x := range o.Officers {
		number := say.Count(i + 1)
		lines = append(lines, say.Text{Key: "officer.line", Args: say.Args{"Number": number, "Name": x.Title(),
			"Regions": say.RegionNames(o.Regions, x.Regions), "Day": say.Day(x.Since)}})
		if !x.Admin {
			remove = append(remove, say.Choice{
				Label: say.Text{Key: "button.remove_officer", Args: say.Args{"Number": number}},
				Data:  button.Data(button.Officer, actRemove, button.ID(x.ID))})
		}
	}
	r.Parts = []say.Text{{Key: "officer.list", Args: say.Args{"Lines": say.Words(lines...)}}}
	if len(o.Invitations) > 0 {
		var open []say.Text
		for i, x := range o.Invitations {
			number := say.Count(i + 1)
			open = append(open, say.Text{Key: "officer.open_line", Args: say.Args{"Number": number, "Name": say.Raw(x.Name),
				"Regions": say.RegionNames(o.Regions, x.Regions), "Day": say.Day(x.Expires)}})
			revoke = append(revoke, say.Choice{
				Label: say.Text{Key: "button.revoke_invitation", Args: say.Args{"Number": number}},
				Data:  button.Data(button.Officer, actRevoke, button.ID(x.ID))})
		}
		r.Parts = append(r.Parts, say.Text{Key: "officer.open", Args: say.Args{"Lines": say.Words(open...)}})
	}
	r.Parts = append(r.Parts, say.Message("officer.list_end"))
	r.Keys = []say.Keys{{Choices: remove}, {Choices: revoke}}
	return r
}

// Title returns the officer's name for lists and messages.
func (x OfficerRecord) Title() say.Value {
	switch {
	case x.Admin && x.Name != "":
		return say.Words(say.Text{Key: "officer.admin_named", Args: say.Args{"Name": say.Raw(x.Name)}})
	case x.Admin:
		return say.Word("officer.admin")
	case x.Name == "":
		return say.Word("officer.unnamed")
	}
	return say.Raw(x.Name)
}

func (o *Roster) askRemoval(r say.Reply) say.Reply {
	for _, x := range o.Officers {
		if x.ID == r.Need.Officer && !x.Admin {
			r.Parts = []say.Text{{Key: "officer.ask_remove", Args: say.Args{"Name": x.Title()}}}
			r.Keys = say.Row(
				say.Choice{Label: say.Message("button.remove_yes"),
					Data: button.Data(button.Officer, actRemoved, button.ID(x.ID)), Style: say.Danger},
				say.Choice{Label: say.Message("button.remove_no"), Data: button.Data(button.Officer, actList)})
			return r
		}
	}
	r.Parts = []say.Text{say.Message("officer.not_there")}
	r.Keys = say.Row(say.Choice{Label: say.Message("button.officers"), Data: button.Data(button.Officer, actList)})
	return r
}

// RemovedReply tells somebody that they are no longer an officer.
func RemovedReply(l say.Language) say.Reply {
	return say.Reply{Language: l, Parts: []say.Text{say.Message("officer.removed")}}
}
