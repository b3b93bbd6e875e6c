// Package office is where administrators manage the officers: invitations, the list of officers,
// and the audit log. [turn.Officer] says what an officer may see elsewhere.
package office
