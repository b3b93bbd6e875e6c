package scoring

// Reminders counts the bot's own messages to the businesses of some regions in a span of time, and
// what they led to. A business whose owner has withdrawn the consent does not count.
type Reminders struct {
	// The messages that arrived in the span.
	Unfinished int // reminders of an unfinished interview
	Steps      int // questions about which steps were tried
	Again      int // invitations to another interview
	Complaints int // reminders of one or more complaints

	Finished int // interviews finished in the span, after a reminder
	Begun    int // interviews begun in the span, after an invitation

	// The answers given in the span, one a step.
	Done   int
	Partly int
	NotYet int
}
