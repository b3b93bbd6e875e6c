// Package recap shows officers the figures of many businesses, in sections, pictures and files, for
// a region and a span of time. It computes nothing: the figures are those of [scoring.Recap].
package recap
