namespace PosBackup.Engine.Targets.Wrappers;

/// <summary>Told what a target would have been made to do.</summary>
internal interface IWhatIfObserver
{
    /// <summary>A file would be written.</summary>
    void WouldPut(string target, TargetPath path, PutRequest request);

    /// <summary>A file would be moved.</summary>
    void WouldRename(string target, TargetPath from, TargetPath to);

    /// <summary>A file would be removed.</summary>
    void WouldDelete(string target, TargetPath path);
}
