// Package office is where administrators see to the officers: invitations, the list of officers, and
// the audit log. What an officer may see elsewhere is told by [turn.Officer].
package office
