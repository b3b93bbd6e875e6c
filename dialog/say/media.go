package say

// Media is a file that Telegram keeps and can send again.
type Media struct {
	Kind MediaKind `json:"kind"`
	File string    `json:"file"` // Telegram's file id
}

// MediaKind is how a file is shown.
type MediaKind string

// The kinds of media.
const (
	MediaPhoto    MediaKind = "photo"
	MediaDocument MediaKind = "document"
)
