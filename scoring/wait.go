package scoring

import (
	"slices"
	"time"
)

// MedianWait is the median time to a first answer, those not answered yet counting with the time
// that they have waited (the estimator of Kaplan and Meier, 1958):
//
//	S(t) = product over the waits t(i) <= t that ended in an answer, of 1 - d(i)/n(i)
//
// d(i) of the n(i) that had waited as long as t(i) were answered then. The median is the first t
// with S(t) < 1/2: of answered ones alone the middle one, the longer of two. It is false where
// there is none, half or more not being answered yet.
func MedianWait(answered, waiting []time.Duration) (time.Duration, bool) {
	answered, waiting = slices.Sorted(slices.Values(answered)), slices.Sorted(slices.Values(waiting))
	left, gone, survive := len(answered), 0, 1.0
	for i := 0; i < len(answered); {
		t, d := answered[i], 0
		for ; i < len(answered) && answered[i] == t; i++ {
			d++
		}
		for gone < len(waiting) && waiting[gone] < t {
			gone++
		}
		survive *= 1 - float64(d)/float64(left+len(waiting)-gone)
		left -= d
		if survive < 0.5-Tolerance {
			return t, true
		}
	}
	return 0, false
}
