package dialog

// Made is an invitation that has just been made.
type Made struct {
	Name    string
	Payload string // of the link: the only place where the secret is told
	Expires int64  // unix milliseconds
}

// Tell gives the link to whoever passes it on.
func (m *Made) Tell(r Reply) Reply {
	r.Parts = []Text{{Key: "officer.invitation", Args: Args{
		"Name": Raw(m.Name), "Link": Value{Start: m.Payload}, "Day": Day(m.Expires)}}}
	r.Keys = row(Choice{Label: say("button.officers"), Data: data(verbOfficer, officerList)})
	return r
}

// Roster is the officers and the invitations that can still be used.
type Roster struct {
	Officers    []OfficerRecord
	Invitations []InvitationRecord
	Regions     []Region
}

// OfficerRecord is an officer in the list.
type OfficerRecord struct {
	ID      int64
	Name    string // empty: an administrator from the settings
	Admin   bool
	Regions []int
	Since   int64 // unix milliseconds
}

// InvitationRecord is an invitation in the list.
type InvitationRecord struct {
	ID      int64
	Name    string
	Regions []int
	Expires int64 // unix milliseconds
}

// Tell lists them, or asks whether one officer is really to be removed.
func (o *Roster) Tell(r Reply) Reply {
	if r.Need.Officer != 0 {
		return o.askRemoval(r)
	}
	lines := make([]Text, 0, len(o.Officers))
	var remove, revoke []Choice
	for i, x := range o.Officers {
		number := Count(i + 1)
		lines = append(lines, Text{Key: "officer.line", Args: Args{"Number": number, "Name": x.name(), "Regions": RegionNames(o.Regions, x.Regions), "Day": Day(x.Since)}})
		if !x.Admin {
			remove = append(remove, Choice{
				Label: Text{Key: "button.remove_officer", Args: Args{"Number": number}}, Data: data(verbOfficer, officerRemove, dataID(x.ID))})
		}
	}
	r.Parts = []Text{{Key: "officer.list", Args: Args{"Lines": Words(lines...)}}}
	if len(o.Invitations) > 0 {
		var open []Text
		for i, x := range o.Invitations {
			number := Count(i + 1)
			open = append(open, Text{Key: "officer.open_line", Args: Args{"Number": number, "Name": Raw(x.Name), "Regions": RegionNames(o.Regions, x.Regions), "Day": Day(x.Expires)}})
			revoke = append(revoke, Choice{
				Label: Text{Key: "button.revoke_invitation", Args: Args{"Number": number}}, Data: data(verbOfficer, officerRevoke, dataID(x.ID))})
		}
		r.Parts = append(r.Parts, Text{Key: "officer.open", Args: Args{"Lines": Words(open...)}})
	}
	r.Parts = append(r.Parts, say("officer.list_end"))
	r.Keys = []Keys{{Choices: remove}, {Choices: revoke}}
	return r
}

func (x OfficerRecord) name() Value {
	switch {
	case x.Admin:
		return Words(say("officer.admin"))
	case x.Name == "":
		return Words(say("officer.unnamed"))
	}
	return Raw(x.Name)
}

func (o *Roster) askRemoval(r Reply) Reply {
	for _, x := range o.Officers {
		if x.ID == r.Need.Officer && !x.Admin {
			r.Parts = []Text{{Key: "officer.ask_remove", Args: Args{"Name": x.name()}}}
			r.Keys = row(
				Choice{Label: say("button.remove_yes"), Data: data(verbOfficer, officerRemoved, dataID(x.ID)), Style: Danger},
				Choice{Label: say("button.remove_no"), Data: data(verbOfficer, officerList)})
			return r
		}
	}
	r.Parts = []Text{say("officer.not_there")}
	r.Keys = row(Choice{Label: say("button.officers"), Data: data(verbOfficer, officerList)})
	return r
}

// RemovedReply tells somebody who was an officer.
func RemovedReply(l Language) Reply { return Reply{Language: l, Parts: []Text{say("officer.removed")}} }

// Audit is a page of the audit log, the newest entry first.
type Audit struct {
	Entries []AuditEntry
	More    bool // there are older ones
}

// AuditEntry is something that an officer did.
type AuditEntry struct {
	ID       int64
	At       int64  // unix milliseconds
	Who      string // the officer; empty: an administrator or somebody who was erased
	Admin    bool
	Concerns bool   // it concerns another officer
	About    string // who that is; empty: somebody who was erased
	Deed     Text   // what was done
}

func (a *Audit) Tell(r Reply) Reply {
	if len(a.Entries) == 0 {
		r.Parts = []Text{say("audit.empty")}
		return r
	}
	lines := make([]Text, len(a.Entries))
	for i, e := range a.Entries {
		lines[i] = e.line()
	}
	r.Parts = []Text{say("audit.head"), {Key: "audit.list", Args: Args{"Lines": Words(lines...)}}}
	if a.More {
		last := a.Entries[len(a.Entries)-1].ID
		r.Keys = row(Choice{Label: say("button.older"), Data: data(verbOfficer, officerAudit, dataID(last))})
	}
	return r
}

func (e AuditEntry) line() Text {
	line := Text{Key: "audit.line", Args: Args{
		"Moment": Moment(e.At), "Who": OfficerRecord{Name: e.Who, Admin: e.Admin}.name(), "Deed": Words(e.Deed)}}
	if e.Concerns {
		line = Text{Key: "audit.line_about", Args: Args{"Line": Words(line), "About": OfficerRecord{Name: e.About}.name()}}
	}
	return line
}
