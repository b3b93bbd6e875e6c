package store

import (
	"time"

	broadcastdb "ikmbot/scoring/store/broadcast"
	"ikmbot/scoring/store/internal/batch"
	resultdb "ikmbot/scoring/store/result"
)

// The types that the store takes and returns, each documented where it is declared.
type (
	Inbound        = batch.Inbound
	Outgoing       = batch.Outgoing
	Class          = batch.Class
	Notice         = batch.Notice
	Applied        = batch.Applied
	Delivery       = batch.Delivery
	ReminderDelays = batch.ReminderDelays
	Copy           = broadcastdb.Copy
	Tended         = broadcastdb.Tended
	Picture        = resultdb.Picture
	PicPoint       = resultdb.PicPoint
)

// The classes of outgoing messages, the most urgent first.
const (
	ClassReply     = batch.ClassReply
	ClassReminder  = batch.ClassReminder
	ClassBroadcast = batch.ClassBroadcast
)

// ErrNotOfficer is returned if a chat that is no officer's asks for figures.
var ErrNotOfficer = batch.ErrNotOfficer

// WIB is Western Indonesian Time, in which days and hours are shown.
var WIB = batch.WIB

// Daytime returns the first moment from t on at which the bot may write by itself, in Western
// Indonesian Time.
func Daytime(t time.Time) time.Time { return batch.Daytime(t) }

// UsualReminderDelays returns the delays of a store that is given none.
func UsualReminderDelays() ReminderDelays { return batch.UsualReminderDelays() }
