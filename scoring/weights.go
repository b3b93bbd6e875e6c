package scoring

// WeightSet is a named set of weights.
type WeightSet struct {
	Name    string // not empty; a name is used once
	Note    string // where the weights come from
	Active  bool   // new assessments use it; one set is active
	Weights map[FactorCode]float64
}
