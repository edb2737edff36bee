namespace PosBackup.Engine.Media.Listing;

/// <summary>Where a backup set lies in a file.</summary>
/// <param name="Start">File offset of its SSET, or of the chunk that begins with it.</param>
/// <param name="DataEnd">File offset of the filemark behind its MSLS.</param>
internal readonly record struct SetPlace(long Start, long DataEnd);
