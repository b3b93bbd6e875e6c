// Package recap tells officers the figures of many businesses: in sections, in pictures and in files,
// for a region and a span of time. It sums nothing up: the figures are those of [scoring.Recap].
package recap
