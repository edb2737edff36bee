namespace PosBackup.Engine.Tests.Support;

/// <summary>A test over the corpus: skipped where there is none, but failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusFactAttribute : FactAttribute
{
    public CorpusFactAttribute() => Skip = Corpus.WhySkipped;
}

/// <summary>A theory over the corpus: skipped where there is none, but failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CorpusTheoryAttribute : TheoryAttribute
{
    public CorpusTheoryAttribute() => Skip = Corpus.WhySkipped;
}
