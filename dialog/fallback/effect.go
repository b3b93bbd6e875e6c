package fallback

import "ikmbot/dialog/turn"

// Kept: what the person wrote is kept, in place of what was kept before.
type Kept struct{ turn.Kept }

// Effect marks it as a turn.Effect.
func (Kept) Effect() {}

// Dropped: what was kept has found its place, or is not needed.
type Dropped struct{}

// Effect marks it as a turn.Effect.
func (Dropped) Effect() {}
