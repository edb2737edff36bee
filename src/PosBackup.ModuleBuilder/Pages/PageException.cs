namespace PosBackup.ModuleBuilder.Pages;

/// <summary>A page has not the shape of a help page.</summary>
internal sealed class PageException(string message) : Exception(message);
