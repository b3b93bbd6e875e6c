package scoring

// Reminders is what the bot's own messages to the businesses of some regions came to in a
// span of time. A business whose owner has taken the consent back does not count.
type Reminders struct {
	// The messages that arrived in the span.
	Unfinished int // reminders of an interview that is not finished
	Steps      int // questions which steps were tried
	Again      int // invitations to another interview
	Complaints int // reminders of complaints, each of one complaint or of several

	Finished int // interviews finished in the span, after a reminder
	Begun    int // interviews begun in the span, after an invitation

	// The answers that were given in the span, a step each.
	Done   int
	Partly int
	NotYet int
}
