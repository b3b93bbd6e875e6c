package scoring

import "math"

// SizeClass is how large a business is; empty if the answers do not say.
type SizeClass string

// The size classes. Permenperin 64/2016 has no micro.
const (
	Micro  SizeClass = "micro"
	Small  SizeClass = "small"
	Medium SizeClass = "medium"
	Large  SizeClass = "large"
)

// SizeClasses lists the classes, the smallest first.
var SizeClasses = []SizeClass{Micro, Small, Medium, Large}

// Size is a business's class under each of the laws.
type Size struct {
	UU20     SizeClass // UU 20/2008, the study's
	PP7      SizeClass // PP 7/2021
	Industry SizeClass // Permenperin 64/2016
}

// Under returns the class under one of [Laws].
func (s Size) Under(l Law) SizeClass {
	switch l {
	case UU20:
		return s.UU20
	case PP7:
		return s.PP7
	}
	return s.Industry
}

// Slovin returns how many of a population of businesses must be asked for a margin of error e (0.05
// for 5 %): N / (1 + N*e*e), rounded up to a whole business. It is 0 for a population that is not
// positive, and the whole population for e = 0. The formula is the study's.
func Slovin(population int, e float64) int {
	if population <= 0 {
		return 0
	}
	n := float64(population)
	return int(math.Ceil(n/(1+n*e*e) - Tolerance))
}
