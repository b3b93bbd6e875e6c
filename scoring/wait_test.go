package scoring_test

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"ikmbot/scoring"
)

func TestMedianWait(t *testing.T) {
	t.Parallel()
	const minute, day = time.Minute, 24 * time.Hour
	for name, c := range map[string]struct {
		answered, waiting []time.Duration
		want              time.Duration
		reached           bool
	}{
		"nothing":           {},
		"none answered":     {waiting: []time.Duration{day}},
		"one answered":      {answered: []time.Duration{minute}, want: minute, reached: true},
		"the longer of two": {answered: []time.Duration{day, minute}, want: day, reached: true},
		"one in a minute, one open for nine days":  {answered: []time.Duration{minute}, waiting: []time.Duration{9 * day}},
		"two in a minute, one open for nine days":  {answered: []time.Duration{minute, minute}, waiting: []time.Duration{9 * day}, want: minute, reached: true},
		"what is new says nothing of long waits":   {answered: []time.Duration{day, 2 * day}, waiting: []time.Duration{minute}, want: 2 * day, reached: true},
		"waiting as long as one that is answered":  {answered: []time.Duration{day, day}, waiting: []time.Duration{day}, want: day, reached: true},
		"half of four, the others waiting longest": {answered: []time.Duration{minute, day}, waiting: []time.Duration{3 * day, 4 * day}},
	} {
		got, reached := scoring.MedianWait(c.answered, c.waiting)
		if got != c.want || reached != c.reached {
			t.Errorf("%s: %v, %v; want %v, %v", name, got, reached, c.want, c.reached)
		}
	}
}

// TestMedianWait_Oracle takes the median from the definition, in fractions: for each moment the
// product over the moments up to it.
func TestMedianWait_Oracle(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	reached := 0
	for range 2000 {
		var answered, waiting []time.Duration
		for range 1 + random.IntN(12) {
			wait := time.Duration(1 + random.IntN(9))
			if random.IntN(3) > 0 {
				answered = append(answered, wait)
			} else {
				waiting = append(waiting, wait)
			}
		}
		want, there := oracleMedian(answered, waiting)
		got, is := scoring.MedianWait(answered, waiting)
		if got != want || is != there {
			t.Fatalf("answered %v, waiting %v: %v, %v; want %v, %v", answered, waiting, got, is, want, there)
		}
		if is {
			reached++
		}
	}
	if reached == 0 || reached == 2000 {
		t.Errorf("%d of 2000 have a median; the draws are to have some without", reached)
	}
}

func oracleMedian(answered, waiting []time.Duration) (time.Duration, bool) {
	count := func(waits []time.Duration, holds func(time.Duration) bool) (n int64) {
		for _, wait := range waits {
			if holds(wait) {
				n++
			}
		}
		return n
	}
	for t := time.Duration(1); t < 10; t++ {
		s := big.NewRat(1, 1)
		for at := time.Duration(1); at <= t; at++ {
			d := count(answered, func(w time.Duration) bool { return w == at })
			n := count(append(append([]time.Duration{}, answered...), waiting...), func(w time.Duration) bool { return w >= at })
			if d > 0 {
				s.Mul(s, big.NewRat(n-d, n))
			}
		}
		if s.Cmp(big.NewRat(1, 2)) < 0 {
			return t, true
		}
	}
	return 0, false
}
