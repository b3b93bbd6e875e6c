package scoring

import (
	"encoding/json"
	"time"
)

// Scope chooses the businesses that a recap is of.
type Scope struct {
	Regions []int     // codes of Statistics Indonesia; nil: all, those without a region included
	From    time.Time // interviews from this instant on; zero: from the first
	To      time.Time // and before this one; zero: to the last
}

// storedScope is a scope in JSON: instants are unix milliseconds, limits that are not set are left
// out.
type storedScope struct {
	Regions []int `json:"regions,omitzero"`
	From    int64 `json:"from,omitempty"`
	To      int64 `json:"to,omitempty"`
}

// MarshalJSON writes {"regions":[1571],"from":0,"to":0}, instants in unix milliseconds.
func (s Scope) MarshalJSON() ([]byte, error) {
	stored := storedScope{Regions: s.Regions}
	if !s.From.IsZero() {
		stored.From = s.From.UnixMilli()
	}
	if !s.To.IsZero() {
		stored.To = s.To.UnixMilli()
	}
	return json.Marshal(stored)
}

// UnmarshalJSON reads what [Scope.MarshalJSON] writes.
func (s *Scope) UnmarshalJSON(data []byte) error {
	var stored storedScope
	if err := json.Unmarshal(data, &stored); err != nil {
		return err
	}
	*s = Scope{Regions: stored.Regions}
	if stored.From != 0 {
		s.From = time.UnixMilli(stored.From)
	}
	if stored.To != 0 {
		s.To = time.UnixMilli(stored.To)
	}
	return nil
}
