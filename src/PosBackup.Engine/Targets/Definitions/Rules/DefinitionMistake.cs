namespace PosBackup.Engine.Targets.Definitions.Rules;

/// <summary>Something that a definition of a target may not say.</summary>
/// <param name="Property">The property, as the file calls it: <c>verify.blocks</c>.</param>
/// <param name="What">What is wrong, to be read behind the name of the property. Repeats no value: a secret at the wrong place may be one.</param>
internal readonly record struct DefinitionMistake(string Property, string What);
